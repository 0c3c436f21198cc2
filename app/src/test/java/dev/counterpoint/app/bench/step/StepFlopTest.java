package dev.counterpoint.app.bench.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.recurrent.LSTM;
import dev.counterpoint.models.encoder.Encoders;
import dev.counterpoint.models.encoder.LinearEncoder;
import dev.counterpoint.models.encoder.ProjectionHeads;
import dev.counterpoint.models.encoder.text.TextEncoders;
import dev.counterpoint.models.encoder.text.TextPooling;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Layers of known size, counted by hand. */
final class StepFlopTest {

  private static double count(Block block, Shape input, boolean fromBatch) {
    try (NDManager manager = NDManager.newBaseManager()) {
      block.initialize(manager, DataType.FLOAT32, input);
      return new StepFlop(fromBatch ? Set.of(input) : Set.of()).training(block);
    }
  }

  @Test
  void smallCnn() {
    double first = 32 * 14 * 14 * (3 * 9);
    double second = 64 * 7 * 7 * (32 * 9);
    double linear = 128 * (64 * 7 * 7);
    Shape pictures = new Shape(4, 3, 28, 28);
    assertThat(count(Encoders.create("small-cnn", 128), pictures, true))
        .isEqualTo(2 * 4 * (2 * first + 3 * second + 3 * linear));
    assertThat(count(Encoders.create("small-cnn", 128), pictures, false))
        .isEqualTo(2 * 4 * (3 * first + 3 * second + 3 * linear));
  }

  @Test
  void resNet18() {
    double stem = 64 * 32 * 32 * (3 * 9);
    double stage1 = 4.0 * 64 * 32 * 32 * (64 * 9);
    // Half the channels come in, at half the side: 3x3, three times 3x3 of all, 1x1 beside.
    double later = 128 * 16 * 16 * (64 * 9 + 3 * 128 * 9 + 64);
    // He et al. 2016 give 1.8 G for 224x224; this is the well-known 0.56 G of CIFAR's stem.
    assertThat(stem + stage1 + 3 * later).isEqualTo(555_417_600);
    assertThat(count(Encoders.create("resnet18", 512), new Shape(2, 3, 32, 32), true))
        .isEqualTo(2 * 2 * (2 * stem + 3 * stage1 + 3 * 3 * later));
  }

  @Test
  void linearLayersOfCodesAndOfFeatures() {
    assertThat(count(LinearEncoder.create(64), new Shape(8, 20), true))
        .isEqualTo(2 * 2 * 8 * 20 * 64);
    assertThat(count(ProjectionHeads.reluLinear(64), new Shape(8, 128), false))
        .isEqualTo(3 * 2 * 8 * 128 * 64);
  }

  @Test
  void visionTransformerWhoseLastBlockComputesOneToken() {
    double width = 128;
    double tokens = 65;
    double patches = 2 * 64 * (8 * 8 * 3) * width;
    double block = 24 * tokens * width * width + 4 * tokens * tokens * width;
    double last = 4 * tokens * width * width + 20 * width * width + 4 * tokens * width;
    assertThat(count(Encoders.create("vit-tiny", 128), new Shape(2, 3, 64, 64), true))
        .isEqualTo(2 * (2 * patches + 3 * 4 * block + 3 * last));
  }

  @Test
  void textTransformerWhoseEmbeddingMultipliesNothing() {
    double width = 128;
    double tokens = Towers.ROWS.length();
    double block = 24 * tokens * width * width + 4 * tokens * tokens * width;
    double last = 4 * tokens * width * width + 20 * width * width + 4 * tokens * width;
    double projection = 2 * width * 96;
    Block text = TextEncoders.create("text-tiny", Towers.ROWS, 96, TextPooling.CAUSAL_END);
    assertThat(count(text, new Shape(2, (long) tokens), true))
        .isEqualTo(2 * (3 * 3 * block + 3 * last + 3 * projection));
  }

  @Test
  void refusesALayerThatItCannotCount() {
    Block recurrent = LSTM.builder().setStateSize(4).setNumLayers(1).build();
    assertThatThrownBy(() -> count(recurrent, new Shape(2, 3, 5), true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("LSTM");
  }
}
