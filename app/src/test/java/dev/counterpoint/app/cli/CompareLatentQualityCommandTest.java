package dev.counterpoint.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.counterpoint.datasets.features.npz.NpyArray;
import dev.counterpoint.datasets.features.npz.NpzWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Latent quality of a person's own features. */
class CompareLatentQualityCommandTest {

  private static final int ROWS = 300;

  @TempDir private Path folder;

  /** The sound tells the label, the picture nothing. */
  private String features(float first, int classes) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    float[] sound = new float[2 * ROWS];
    float[] picture = new float[3 * ROWS];
    int[] labels = new int[ROWS];
    for (int row = 0; row < ROWS; row++) {
      labels[row] = random.nextInt(classes);
      sound[2 * row] = (float) (4 * labels[row] + random.nextGaussian() / 4);
      for (int k = 0; k < 3; k++) {
        picture[3 * row + k] = (float) random.nextGaussian();
      }
    }
    picture[0] = first;
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("sound", NpyArray.of(sound, ROWS, 2));
    arrays.put("picture", NpyArray.of(picture, ROWS, 3));
    arrays.put("labels", NpyArray.of(labels));
    Path file = folder.resolve("features.npz");
    try (OutputStream out = Files.newOutputStream(file)) {
      NpzWriter.write(out, arrays, false);
    }
    return file.toString();
  }

  private Said compare(String features, String... more) {
    String[] fixed = {
      "compare",
      "latent-quality",
      "--features",
      features,
      "--seeds",
      "1",
      "--set",
      "training.batchSize=16",
      "--device",
      "cpu",
      "--out",
      folder.resolve("out").toString()
    };
    String[] all = Arrays.copyOf(fixed, fixed.length + more.length);
    System.arraycopy(more, 0, all, fixed.length, more.length);
    return Said.by(all);
  }

  @Test
  void theTellingModalityHasTheBetterLatent() throws Exception {
    Said said = compare(features(0, 2), "--sizes", "100", "--json");
    assertThat(said.code()).as(said.err()).isZero();
    JsonNode results = new ObjectMapper().readTree(said.out()).get(0);
    assertThat(results.path("complete").asBoolean()).isTrue();
    JsonNode measured = results.path("measurements");
    assertThat(measured.size()).isEqualTo(3);
    for (JsonNode one : measured) {
      double loss = one.path("refitted").path("crossEntropy").asDouble();
      boolean tells = one.path("modalities").toString().contains("sound");
      assertThat(loss).as(one.toString()).isBetween(tells ? 0 : 0.5, tells ? 0.1 : 1.5);
    }
    assertThat(folder.resolve("out/seed-1/run.json")).exists();

    // Done is not done again; a person gets a table.
    Said again = compare(features(0, 2), "--sizes", "100");
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.out()).contains("Latent quality", "picture + sound", "Error, refitted");
  }

  @Test
  void badInputIsNamed() throws Exception {
    Said small = compare(features(0, 3), "--sizes", "2");
    assertThat(small.code()).isEqualTo(ExitCode.USAGE);
    assertThat(small.err()).contains("--sizes: expected 3").doesNotContain("Exception");

    Said one = compare(features(0, 1), "--sizes", "20");
    assertThat(one.code()).isEqualTo(ExitCode.DATA);
    assertThat(one.err()).doesNotContain("Exception");

    Said nan = compare(features(Float.NaN, 2), "--sizes", "20");
    assertThat(nan.code()).isEqualTo(ExitCode.DATA);
    assertThat(nan.err()).contains("picture").doesNotContain("Exception");

    Said seeds = Said.by("compare", "latent-quality", "--seeds", "0");
    assertThat(seeds.code()).isEqualTo(ExitCode.USAGE);
  }
}
