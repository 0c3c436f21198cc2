package dev.counterpoint.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluateInteractionsCommandTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"audio-visual-digits", "colored-digits", "nlvr"})
  void everySetIsMeasuredAndKept(String set) throws Exception {
    Said said =
        Said.by(
            "evaluate",
            "interactions",
            "--set",
            set,
            "--rendered",
            "--examples",
            "120",
            "--replicates",
            "2",
            "--out",
            folder.resolve("out").toString());

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out())
        .contains("clusters, thirds", "(made)", "What is foretold", "What classifiers reach");
    JsonNode found =
        new ObjectMapper().readTree(folder.resolve("out/simulation.json").toFile()).path("runs");
    assertThat(found.path("drawn").asBoolean()).isTrue();
    for (String symbols : new String[] {"clusters", "predictions"}) {
      JsonNode of = found.path(symbols);
      double synergy = of.path("synergy").path("estimate").asDouble();
      double sum =
          synergy
              + of.path("redundancy").path("estimate").asDouble()
              + of.path("firstUnique").path("estimate").asDouble()
              + of.path("secondUnique").path("estimate").asDouble();
      assertThat(of.path("information").path("estimate").asDouble())
          .as("%s of %s", symbols, set)
          .isCloseTo(sum, within(1e-6));
      assertThat(synergy)
          .isGreaterThan(of.path("synergyAtLeast").asDouble() - 1e-6)
          .isLessThan(of.path("synergyAtMost").path("estimate").asDouble() + 1e-6);
      assertThat(of.path("bestAccuracy").path("estimate").asDouble())
          .isGreaterThan(of.path("accuracyAtLeast").path("estimate").asDouble() - 1e-6)
          .isLessThan(of.path("accuracyAtMost").path("estimate").asDouble() + 1e-6);
    }
    assertThat(found.path("clusters").path("firstSymbols").asInt())
        .isEqualTo(set.equals("colored-digits") ? 10 : 20);
    assertThat(found.path("thirds").path("classifierDisagreement").asDouble()).isBetween(0.0, 2.0);
    double fusion = found.path("accuracies").path("fusion").asDouble();
    assertThat(fusion)
        .isEqualTo(
            found
                .path("accuracies")
                .path(found.path("accuracies").path("chosen").asText())
                .asDouble());
  }

  @Test
  void mistakesInTheCommandLineAreNamed() {
    Said unknown = Said.by("evaluate", "interactions", "--set", "digits");
    assertThat(unknown.code()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown.err()).contains("expected one of [audio-visual-digits, colored-digits");
    Said few = Said.by("evaluate", "interactions", "--set", "nlvr", "--examples", "5");
    assertThat(few.code()).isEqualTo(ExitCode.USAGE);
    assertThat(few.err()).contains("30 or more examples");
  }
}
