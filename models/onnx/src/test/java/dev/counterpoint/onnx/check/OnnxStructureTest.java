package dev.counterpoint.onnx.check;

import static dev.counterpoint.onnx.check.Models.floats;
import static dev.counterpoint.onnx.check.Models.good;
import static dev.counterpoint.onnx.check.Models.node;
import static dev.counterpoint.onnx.check.Models.opset;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnnxStructureTest {

  @Test
  void aGoodModelHasNoProblems() {
    assertThat(OnnxStructure.problems(good().build())).isEmpty();
  }

  @Test
  void allProblemsAreNamedAtOnce() {
    ModelProto.Builder model = good().addOpsetImport(opset("local", 1)).clearIrVersion();
    GraphProto.Builder graph = model.getGraphBuilder();
    graph.getInputBuilder(0).clearType();
    graph.setInitializer(0, floats("bias", List.of(3L), 1));
    graph.addInitializer(floats("spare", List.of(1L), 1));
    graph.addNode(node("Neg", List.of("y"), "dead"));
    graph.addNode(node("Relu", List.of("none"), "y").clearName());
    graph.addOutput(graph.getOutput(0).toBuilder().setName("missing"));

    assertThat(String.join("\n", OnnxStructure.problems(model.build())))
        .contains(
            "no IR version",
            "domain \"local\"",
            "unused import \"local\"",
            "input \"x\": found no type",
            "1 entries of float_data for FLOAT [3]",
            "Initializer \"spare\": found nothing that uses it",
            "\"make-dead\" (Neg): found a dead node",
            "input \"none\", which nothing makes",
            "second definition of \"y\"",
            "(Relu): found no name",
            "output \"missing\", which nothing makes");
  }

  @Test
  void aChainThatLeadsNowhereIsDeadAllAlong() {
    ModelProto.Builder model = good();
    model.getGraphBuilder().addNode(node("Neg", List.of("x"), "a"));
    model.getGraphBuilder().addNode(node("Neg", List.of("a"), "b"));

    assertThat(OnnxStructure.problems(model.build()))
        .hasSize(2)
        .allMatch(problem -> problem.contains("dead node"));
  }
}
