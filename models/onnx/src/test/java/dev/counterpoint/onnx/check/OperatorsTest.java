package dev.counterpoint.onnx.check;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The list of operators against the one that ONNX Runtime carries. */
class OperatorsTest {

  @Test
  void theRuntimeKnowsEachOperatorFromItsVersionOn() throws OrtException {
    Map<String, Integer> unknown = new TreeMap<>();
    for (Map.Entry<String, Integer> operator : Operators.standard().entrySet()) {
      if (!isRegistered(operator.getKey(), Math.max(7, operator.getValue()))) {
        unknown.put(operator.getKey(), operator.getValue());
      }
    }

    assertThat(unknown).isEmpty();
  }

  @Test
  void theRuntimeDoesNotKnowThemBefore() throws OrtException {
    Map<String, Integer> known = new TreeMap<>();
    for (Map.Entry<String, Integer> operator : Operators.standard().entrySet()) {
      int before = operator.getValue() - 1;
      if (before >= 7 && isRegistered(operator.getKey(), before)) {
        known.put(operator.getKey(), before);
      }
    }

    // Of these the runtime has kept experimental ones, from before they became standard.
    assertThat(known)
        .containsOnlyKeys("LayerNormalization", "MeanVarianceNormalization", "ThresholdedRelu");
  }

  @Test
  void theRuntimeIsAskedInAWayThatTellsUnknownOperators() throws OrtException {
    assertThat(isRegistered("Rely", 17)).isFalse();
  }

  @Test
  void operatorsThatWentAwayAreRefusedFromThenOn() {
    assertThat(problems("Upsample", 9)).noneMatch(problem -> problem.contains("does not have"));
    assertThat(problems("Upsample", 10)).anyMatch(problem -> problem.contains("does not have"));
    assertThat(problems("Scatter", 10)).noneMatch(problem -> problem.contains("does not have"));
    assertThat(problems("Scatter", 11)).anyMatch(problem -> problem.contains("does not have"));
  }

  private static List<String> problems(String operator, int version) {
    return OnnxStructure.problems(
        Models.single(Models.node(operator, List.of("x"), "y"))
            .setOpsetImport(0, Models.opset("", version))
            .build());
  }

  private static boolean isRegistered(String operator, int version) throws OrtException {
    byte[] model =
        Models.single(Models.node(operator, List.of("x"), "y"))
            .setOpsetImport(0, Models.opset("", version))
            .build()
            .toByteArray();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      try (OrtSession session = OrtEnvironment.getEnvironment().createSession(model, options)) {
        return session.getNumOutputs() > 0;
      } catch (OrtException e) {
        return !e.getMessage().contains("No Op registered for");
      }
    }
  }
}
