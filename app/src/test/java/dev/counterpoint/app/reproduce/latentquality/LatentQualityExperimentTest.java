package dev.counterpoint.app.reproduce.latentquality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.counterpoint.app.ChildProcess;
import dev.counterpoint.app.fusion.quality.QualityResults;
import dev.counterpoint.app.fusion.quality.QualitySweep;
import dev.counterpoint.app.fusion.quality.SubsetMeasurement;
import dev.counterpoint.app.fusion.quality.SubsetRisk;
import dev.counterpoint.app.reproduce.latentquality.SubsetValues.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is concluded from made-up trainings, and the whole way in quick size. */
class LatentQualityExperimentTest {

  private static final List<Integer> SIZES = List.of(50, 200);

  @TempDir private Path folder;

  /** Risks rise with each modality that is not there; with 50 examples all lose, by seed. */
  private static QualityResults seed(long seed) {
    List<SubsetMeasurement> measured = new ArrayList<>();
    for (int size : SIZES) {
      for (List<String> subset : QualitySweep.subsets(List.of("a", "b", "c"))) {
        double eta = (3 - subset.size()) * 0.2;
        double risk = 1 + 2 * eta + (size == 50 && subset.size() == 3 ? seed : 0);
        measured.add(
            new SubsetMeasurement(
                subset, size, 1, risk(risk, size), risk(0.5 + eta, size), 1, 0.4, 0.3));
      }
    }
    return new QualityResults(
        "", seed, "", "", List.of("a", "b", "c"), 4, 100, 100, 2, true, measured);
  }

  private static SubsetRisk risk(double value, int size) {
    return new SubsetRisk(value, 0.01, 0.1 + 1.0 / size, 0.01, Math.min(2, value));
  }

  @Test
  void gapsAndLossesAreThoseOfTheTrainings() {
    DigitValues digits = new DigitValues(List.of(seed(1), seed(2), seed(3)));
    assertThat(digits.sizes()).isEqualTo(SIZES);
    assertThat(digits.name(2)).isEqualTo("a + b");
    assertThat(digits.least(Field.ETA)).hasSize(3);
    assertThat(digits.least(Field.ETA)[0]).isCloseTo(0.2, within(1e-9));
    assertThat(digits.least(Field.RISK)[1]).isCloseTo(0.4, within(1e-9));
    // Two of three are nearest: they lose 0.4 less than what all lose, the seed's number.
    double[] lost = digits.mostLost();
    assertThat(lost[0]).isCloseTo(0.6, within(1e-9));
    assertThat(lost[2]).isCloseTo(2.6, within(1e-9));
    // Only 200 examples are enough; there the gap in risk is twice that in quality.
    assertThat(digits.gaps().risk()).hasSize(12);
    assertThat(digits.gaps().correlation().value()).isCloseTo(1, within(1e-9));
    double centre = 4 * 2 / Math.sqrt(200);
    assertThat(digits.values(1, 0, Field.CENTRE)[0]).isCloseTo(centre, within(1e-12));
    double deviation = 4 * Math.sqrt(2 * Math.log(40) / 200);
    assertThat(digits.known(1, 0, SubsetValues.WHOLE)[0])
        .isCloseTo(0.4 + 0.1 + centre + deviation, within(1e-9));
    assertThat(digits.slack(false)[0]).isPositive();
    assertThat(digits.slack(true)[0]).isNaN();
  }

  @Test
  void subsetsAreWithinLargerOnesOnly() {
    int pairs = 0;
    for (int one = 0; one < SubsetValues.SUBSETS; one++) {
      for (int other = 0; other < SubsetValues.SUBSETS; other++) {
        pairs += SubsetValues.within(one, other) ? 1 : 0;
      }
    }
    assertThat(pairs).isEqualTo(12);
    assertThat(SubsetValues.within(0, 2)).isTrue();
    assertThat(SubsetValues.within(3, 2)).isFalse();
  }

  @Test
  void theQuickSizeOnStandInsEndsWithAllClaimsAndTables() throws Exception {
    Path out = folder.resolve("out");
    Path console = folder.resolve("console.txt");
    Process process =
        ChildProcess.counterpoint(
            console,
            "reproduce",
            "latent-quality",
            "--size",
            "quick",
            "--rendered",
            "--out",
            out.toString());
    assertThat(process.waitFor()).as(Files.readString(console)).isZero();
    JsonNode results = new ObjectMapper().readTree(out.resolve("results.json").toFile());
    assertThat(results.path("claims").findValuesAsText("id"))
        .containsExactly(
            "latent.more",
            "risk.more",
            "few.subset",
            "gap.correlation",
            "bound.holds",
            "digits.latent.more",
            "digits.risk.more",
            "digits.few.subset",
            "digits.gap.correlation",
            "digits.bound.holds");
    for (JsonNode claim : results.path("claims")) {
      assertThat(claim.path("measured").isNumber()).as(claim.toString()).isTrue();
      if (claim.path("id").asText().endsWith("bound.holds")) {
        assertThat(claim.path("verdict").asText()).isEqualTo("holds");
      }
    }
    assertThat(Files.readString(console)).contains("NOT MNIST and FSDD");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("left + right + audio", "8 L Rad", "not known", "<svg")
        .doesNotContain("NaN");
  }
}
