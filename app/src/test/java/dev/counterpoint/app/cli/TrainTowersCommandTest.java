package dev.counterpoint.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.counterpoint.datasets.features.FeatureData;
import dev.counterpoint.datasets.features.FeatureSettings;
import dev.counterpoint.datasets.features.npz.NpyArray;
import dev.counterpoint.datasets.features.npz.NpzWriter;
import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.datasets.random.RandomAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTowersCommandTest {

  private static final int ROWS = 300;

  @TempDir private Path folder;

  /** Three numbers of each modality; the label is the sign of one that only the first has. */
  private String features() throws IOException {
    SplittableRandom random = new SplittableRandom(4);
    float[] first = new float[3 * ROWS];
    float[] second = new float[3 * ROWS];
    int[] labels = new int[ROWS];
    int[] split = new int[ROWS];
    for (int row = 0; row < ROWS; row++) {
      for (int d = 0; d < 3; d++) {
        first[3 * row + d] = (float) random.nextGaussian();
        second[3 * row + d] = d == 0 ? first[3 * row] : (float) random.nextGaussian();
      }
      labels[row] = first[3 * row + 1] > 0 ? 1 : 0;
      split[row] = row % 3;
    }
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("audio", NpyArray.of(first, ROWS, 3));
    arrays.put("image", NpyArray.of(second, ROWS, 3));
    arrays.put("labels", NpyArray.of(labels));
    arrays.put("split", NpyArray.of(split));
    Path file = folder.resolve("features.npz");
    try (OutputStream out = Files.newOutputStream(file)) {
      NpzWriter.write(out, arrays, false);
    }
    return file.toString();
  }

  @Test
  void representationsAreReadAsFeaturesAre() throws IOException {
    String features = features();
    Path out = folder.resolve("towers.npz");

    Said said =
        Said.by(
            "train",
            "towers",
            "--features",
            features,
            "--out",
            out.toString(),
            "--width",
            "4",
            "--epochs",
            "2");

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("trained on 100 examples", "nats");
    RandomAddress address = RandomAddress.seed(0);
    MultimodalData before =
        FeatureData.load(Path.of(features), FeatureSettings.standard(), address);
    MultimodalData after = FeatureData.load(out, FeatureSettings.standard(), address);
    assertThat(after.modalities()).extracting("name").containsExactly("audio", "image");
    assertThat(after.modalities().get(0).shape()).containsExactly(4L);
    assertThat(after.train().labels()).isEqualTo(before.train().labels());
    assertThat(after.validation().labels()).isEqualTo(before.validation().labels());
    assertThat(after.test().labels()).isEqualTo(before.test().labels());
    Said measured =
        Said.by("interactions", out.toString(), "--clusters", "4", "--replicates", "2", "--json");
    assertThat(measured.code()).as(measured.err()).isZero();
    JsonNode report = new ObjectMapper().readTree(measured.out());
    assertThat(report.get("rows").asInt()).isEqualTo(ROWS);
  }

  @Test
  void mistakesInTheCommandLineAreNamed() throws IOException {
    String features = features();
    Said there = Said.by("train", "towers", "--features", features, "--out", features);
    assertThat(there.code()).isEqualTo(ExitCode.USAGE);
    assertThat(there.err()).contains("does not exist yet");
    String out = folder.resolve("x.npz").toString();
    Said unknown =
        Said.by("train", "towers", "--features", features, "--out", out, "--keep", "all");
    assertThat(unknown.code()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown.err()).contains("towers keep one of [agreement, within");
    Said one =
        Said.by("train", "towers", "--features", features, "--out", out, "--modalities", "audio");
    assertThat(one.code()).isEqualTo(ExitCode.DATA);
    assertThat(one.err()).contains("this is for two modalities");
    assertThat(Path.of(out)).doesNotExist();
  }
}
