package dev.counterpoint.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.counterpoint.datasets.features.npz.NpyArray;
import dev.counterpoint.datasets.features.npz.NpzWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InteractionsCommandTest {

  private static final String XOR = "x1,x2,y,p\n0,0,0,.25\n0,1,1,.25\n1,0,1,.25\n1,1,0,.25\n";

  @TempDir Path folder;

  private String table(String text) throws IOException {
    return Files.writeString(folder.resolve("table.csv"), text).toString();
  }

  /** Exclusive or of signs, with features near 3 and -3. */
  private String features(int rows) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    float[] first = new float[2 * rows];
    float[] second = new float[rows];
    int[] labels = new int[rows];
    for (int row = 0; row < rows; row++) {
      int a = random.nextInt(2);
      int b = random.nextInt(2);
      first[2 * row] = (float) (6 * a - 3 + random.nextGaussian() / 4);
      first[2 * row + 1] = (float) random.nextGaussian() / 4;
      second[row] = (float) (6 * b - 3 + random.nextGaussian() / 4);
      labels[row] = a ^ b;
    }
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("audio", NpyArray.of(first, rows, 2));
    arrays.put("image", NpyArray.of(second, rows, 1));
    arrays.put("labels", NpyArray.of(labels));
    Path file = folder.resolve("features.npz");
    try (OutputStream out = Files.newOutputStream(file)) {
      NpzWriter.write(out, arrays, false);
    }
    return file.toString();
  }

  private static JsonNode json(Said said) throws IOException {
    assertThat(said.code()).as(said.err()).isZero();
    return new ObjectMapper().readTree(said.out());
  }

  @Test
  void aDistributionIsDecomposedExactly() throws IOException {
    Said said = Said.by("interactions", table(XOR));

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out())
        .contains("distribution, 4 rows, 2 x 2 symbols, 2 labels")
        .containsPattern("synergy S +1\\.0000")
        .containsPattern("redundancy R +0\\.0000")
        .contains("duality gap")
        .contains("better than the better one alone by 0.0 to 50.0 points")
        .doesNotContain("interval");
  }

  @Test
  void aDistributionAsJson() throws IOException {
    JsonNode report = json(Said.by("interactions", table(XOR), "--json"));

    assertThat(report.get("kind").asText()).isEqualTo("distribution");
    assertThat(report.get("bits").get("synergy").get("estimate").asDouble())
        .isCloseTo(1, within(1e-9));
    assertThat(report.get("bits").get("synergy").has("low")).isFalse();
    assertThat(report.get("gap").asDouble()).isBetween(0.0, 1e-7);
    assertThat(report.get("accuracies").get("both").get("estimate").asDouble())
        .isCloseTo(1, within(1e-9));
    assertThat(report.get("accuracies").get("unimodal").get("estimate").asDouble())
        .isCloseTo(0.5, within(1e-9));
  }

  @Test
  void examplesHaveIntervals() throws IOException {
    SplittableRandom random = new SplittableRandom(2);
    StringBuilder rows = new StringBuilder("x1,x2,y\n");
    for (int row = 0; row < 300; row++) {
      int a = random.nextInt(2);
      int b = random.nextInt(2);
      rows.append(a == 0 ? "low" : "high").append(',').append(b).append(',').append(a & b);
      rows.append('\n');
    }
    String table = table(rows.toString());

    JsonNode report = json(Said.by("interactions", table, "--json", "--replicates", "50"));
    Said text = Said.by("interactions", table, "--replicates", "50");

    JsonNode synergy = report.get("bits").get("synergy");
    assertThat(synergy.get("estimate").asDouble()).isCloseTo(0.5, within(0.1));
    assertThat(synergy.get("low").asDouble()).isLessThan(0.5);
    assertThat(synergy.get("high").asDouble()).isGreaterThan(0.5);
    assertThat(report.get("replicates").asInt()).isEqualTo(50);
    assertThat(text.out())
        .contains("labeled pairs, 300 rows")
        .contains("95 % interval")
        .contains("Miller and Madow");
  }

  @Test
  void withoutLabeledPairsThereAreBoundsOnly() throws IOException {
    StringBuilder rows = new StringBuilder("x1,x2,y\n");
    for (int n = 0; n < 40; n++) {
      int a = n & 1;
      int b = n >> 1 & 1;
      rows.append(a).append(",,").append(a ^ b).append('\n');
      rows.append(',').append(b).append(',').append(a ^ b).append('\n');
      rows.append(a).append(',').append(b).append(",\n");
    }

    JsonNode report =
        json(Said.by("interactions", table(rows.toString()), "--json", "--replicates", "20"));

    assertThat(report.get("kind").asText()).isEqualTo("partly labeled");
    assertThat(report.get("bits").has("synergy")).isFalse();
    assertThat(report.get("bits").get("synergyAtMost").get("estimate").asDouble())
        .isCloseTo(1, within(1e-6));
    assertThat(report.get("accuracies").get("bothAtMost").get("estimate").asDouble())
        .isCloseTo(1, within(1e-6));
  }

  @Test
  void featuresAreClusteredFirst() throws IOException {
    String file = features(200);

    JsonNode report =
        json(Said.by("interactions", file, "--clusters", "2", "--replicates", "20", "--json"));
    JsonNode standardised =
        json(
            Said.by(
                "interactions",
                file,
                "--clusters",
                "2",
                "--replicates",
                "20",
                "--standardise",
                "--modalities",
                "image,audio",
                "--json"));

    assertThat(report.get("rows").asInt()).isEqualTo(200);
    assertThat(report.get("bits").get("synergy").get("estimate").asDouble()).isGreaterThan(0.9);
    assertThat(standardised.get("bits").get("redundancy").get("estimate").asDouble())
        .isLessThan(0.05);
  }

  @Test
  void featuresAreReducedAsInThePaper() throws IOException {
    String file = features(200);
    String[] wanted = {
      "interactions", file, "--clusters", "2", "--components", "1", "--replicates", "20", "--json"
    };

    JsonNode report = json(Said.by(wanted));

    assertThat(report.get("bits").get("synergy").get("estimate").asDouble()).isGreaterThan(0.9);
    Said none = Said.by("interactions", file, "--components", "0");
    assertThat(none.code()).isEqualTo(ExitCode.USAGE);
    assertThat(none.err()).contains("--components: expected 1 or more");
  }

  @Test
  void moreClustersThanExamplesAreRefused() throws IOException {
    Said said = Said.by("interactions", features(15), "--clusters", "16");

    assertThat(said.code()).isEqualTo(ExitCode.DATA);
    assertThat(said.err())
        .contains("16 clusters of 15 examples")
        .contains("Use at most 15 clusters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x1,x2,y,p;0,0,0,.5;1,1,1,.6|expected 1",
        "x1,x2,y,p;0,0,0,1.5;1,1,1,-.5|is -0.5",
        "x1,x2,y,p;0,0,0,NaN;1,1,1,.5|is NaN",
        "x1,x2,y;0,0,0;1,1,0|a single label",
        "x1,x2,y;0,0,0|expected at least 2",
        "x1,x2,y;0,0,;1,1,|0 examples of a modality with 0 labels",
        "x1,x2,y;0,,0;1,,1|0 examples of a modality with 0 labels",
        "x1,y;0,0|no column 'x2'"
      })
  void tablesThatAreNotInOrderAreRefused(String lines, String problem) throws IOException {
    Said said = Said.by("interactions", table(lines.replace(';', '\n') + "\n"));

    assertThat(said.code()).isEqualTo(ExitCode.DATA);
    assertThat(said.err()).contains(problem).doesNotContain("fault of Counterpoint");
  }

  @Test
  void mistakesInTheCommandLineAreNamed() throws IOException {
    Said ofTable = Said.by("interactions", table(XOR), "--clusters", "3");
    assertThat(ofTable.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ofTable.err()).contains("are of features");
    Said few = Said.by("interactions", table(XOR), "--replicates", "1");
    assertThat(few.code()).isEqualTo(ExitCode.USAGE);
    assertThat(few.err()).contains("expected 2 or more, found 1");
    Said one = Said.by("interactions", features(10), "--modalities", "audio");
    assertThat(one.code()).isEqualTo(ExitCode.USAGE);
    Said none = Said.by("interactions", features(10), "--clusters", "0");
    assertThat(none.code()).isEqualTo(ExitCode.USAGE);
    Said twice = Said.by("interactions", features(10), "--modalities", "audio,audio");
    assertThat(twice.code()).isEqualTo(ExitCode.USAGE);
    Said missing = Said.by("interactions", folder.resolve("none.csv").toString());
    assertThat(missing.code()).isEqualTo(ExitCode.DATA);
    assertThat(missing.err()).contains("there is no such file");
    Said missingFeatures = Said.by("interactions", folder.resolve("none.npz").toString());
    assertThat(missingFeatures.code()).isEqualTo(ExitCode.DATA);
  }
}
