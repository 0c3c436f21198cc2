package dev.counterpoint.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.app.TinyRuns;
import dev.counterpoint.app.training.MetricsLog;
import dev.counterpoint.datasets.colored.ColorPlacement;
import dev.counterpoint.datasets.colored.ColoredDigits;
import dev.counterpoint.datasets.colored.Palette;
import dev.counterpoint.datasets.digits.LabeledImages;
import dev.counterpoint.models.signalnoise.SignalTraces;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColorAndShapeTest {

  /**
   * Digits of one pixel, the left or the right one, in one of two channels; three of four have
   * their own colour. A picture has four numbers: red left, red right, green left, green right.
   */
  private static ColoredDigits digits() {
    byte[] labels = {0, 0, 0, 0, 1, 1, 1, 1};
    byte[] colors = {0, 0, 0, 1, 1, 1, 1, 0};
    byte[] pixels = new byte[16];
    for (int i = 0; i < 8; i++) {
      pixels[2 * i + labels[i]] = (byte) 255;
    }
    return new ColoredDigits(
        "train",
        new LabeledImages("made", pixels, 1, 2, labels, 2),
        labels,
        colors,
        Palette.TWO_CHANNELS,
        ColorPlacement.DIGIT);
  }

  private static float trace(String name, float... weight) {
    try (NDManager manager = NDManager.newBaseManager();
        SignalTraces traces = ColorAndShape.traces(manager, digits())) {
      return traces.of(manager.create(new float[][] {weight}), manager).get(name).getFloat(0);
    }
  }

  @Test
  void colorAndShapeAreToldApartWhereOneFollowsTheOther() {
    // Red against green, wherever the ink is; then left against right, in any channel.
    assertThat(trace("signal-color", 0.5f, 0.5f, -0.5f, -0.5f)).isCloseTo(1, within(1e-6f));
    assertThat(trace("signal-shape", 0.5f, 0.5f, -0.5f, -0.5f)).isCloseTo(0, within(1e-6f));
    assertThat(trace("signal-color", 0.5f, -0.5f, 0.5f, -0.5f)).isCloseTo(0, within(1e-6f));
    assertThat(trace("signal-shape", 0.5f, -0.5f, 0.5f, -0.5f)).isCloseTo(1, within(1e-6f));
    // What is left of every picture is what neither tells: whether they agree.
    assertThat(trace("noise", 0.5f, -0.5f, -0.5f, 0.5f)).isCloseTo(1, within(1e-6f));
    assertThat(trace("noise", 0.5f, 0.5f, -0.5f, -0.5f)).isCloseTo(0, within(1e-6f));
  }

  @Test
  void metricsLinesTellThemWhereTheEncoderBeginsWithALinearLayer(@TempDir Path folder) {
    TinyRuns.train(
        folder.resolve("mlp"), TinyRuns.recipe("colored-mnist-clip", "encoder.type=mlp"));
    List<JsonNode> lines = new MetricsLog(folder.resolve("mlp/metrics.jsonl")).read();
    assertThat(lines).hasSize(5);
    for (JsonNode line : lines) {
      for (String name : List.of("signal-color", "signal-shape", "noise")) {
        assertThat(line.path(name).asDouble()).as(name).isPositive().isFinite();
      }
    }
    TinyRuns.train(folder.resolve("cnn"), TinyRuns.recipe("colored-mnist-clip"));
    JsonNode line = new MetricsLog(folder.resolve("cnn/metrics.jsonl")).read().get(0);
    assertThat(line.has("noise")).isFalse();
  }
}
