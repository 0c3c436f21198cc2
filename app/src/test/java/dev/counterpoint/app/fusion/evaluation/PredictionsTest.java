package dev.counterpoint.app.fusion.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.app.fusion.evaluation.Predictions.Combination;
import dev.counterpoint.datasets.safetensors.SafetensorsException;
import dev.counterpoint.datasets.safetensors.SafetensorsFile;
import dev.counterpoint.datasets.safetensors.SafetensorsWriter;
import dev.counterpoint.datasets.safetensors.TensorEntry;
import dev.counterpoint.datasets.safetensors.TensorType;
import dev.counterpoint.models.prediction.Logits;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionsTest {

  private static final List<String> CLASSES = List.of("cat, or \"dog\"", "bird");

  /** Sure of the first test example, wrong about the second. */
  private static final Predictions ONE = of(new float[] {3, 0, 1, 0}, 0, 1);

  /** The other way around. */
  private static final Predictions OTHER = of(new float[] {0, 1, 0, 3}, 0, 1);

  private static Predictions of(float[] test, int... labels) {
    return new Predictions(
        CLASSES,
        new Logits(new float[] {0, 1}, 1, 2),
        new int[] {1},
        new Logits(test, labels.length, 2),
        labels);
  }

  @Test
  void theFileIsReadBack(@TempDir Path folder) {
    Path file = folder.resolve(Predictions.NAME);
    ONE.write(file);
    Predictions read = Predictions.read(file);
    assertThat(read.classes()).isEqualTo(CLASSES);
    assertThat(read.test().values()).isEqualTo(ONE.test().values());
    assertThat(read.testLabels()).isEqualTo(ONE.testLabels());
    assertThat(read.validation().values()).isEqualTo(ONE.validation().values());
    assertThat(read.validationLabels()).isEqualTo(ONE.validationLabels());
    assertThat(read.validationAccuracy()).isEqualTo(1);
  }

  @Test
  void anEnsembleIsRightWhereTheSurerIs() {
    assertThat(ONE.accuracy()).isEqualTo(0.5);
    assertThat(OTHER.accuracy()).isEqualTo(0.5);
    for (Combination combination : Combination.values()) {
      assertThat(Predictions.ensemble(List.of(ONE, OTHER), combination).accuracy()).isEqualTo(1);
    }
    assertThat(Predictions.ensemble(List.of(ONE, OTHER), Combination.SUM_OF_SCORES).test().values())
        .containsExactly(3, 1, 1, 3);
  }

  @Test
  void predictionsOfOtherExamplesMakeNoEnsemble() {
    Predictions others = of(new float[] {0, 1, 0, 3}, 1, 1);
    assertThatThrownBy(() -> Predictions.ensemble(List.of(ONE, others), Combination.SUM_OF_SCORES))
        .isInstanceOf(PredictionsException.class)
        .hasMessageContaining("different classes or examples");
  }

  @Test
  void filesThatHoldNoPredictionsAreNamed(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("other.safetensors");
    TensorEntry entry =
        new TensorEntry(
            "validation.logits", TensorType.I32, new long[] {1}, ByteBuffer.allocate(4));
    try (OutputStream out = Files.newOutputStream(file)) {
      SafetensorsWriter.write(out, new SafetensorsFile(Map.of(), List.of(entry)));
    }
    assertThatThrownBy(() -> Predictions.read(file))
        .isInstanceOf(PredictionsException.class)
        .hasMessageContaining("other.safetensors: expected F32 with 2 axes");
    Files.writeString(file, "not such a file");
    assertThatThrownBy(() -> Predictions.read(file)).isInstanceOf(SafetensorsException.class);
  }
}
