package dev.counterpoint.models.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChannelsLastTest {

  static Iterable<String> encoders() {
    return Encoders.names();
  }

  @Test
  void valuesAndShapeStay() {
    try (NDManager manager = NDManager.newBaseManager()) {
      for (Shape shape :
          new Shape[] {new Shape(2, 3, 5, 4), new Shape(1, 1, 3, 3), new Shape(4, 1, 5, 4)}) {
        NDArray pictures = manager.randomNormal(shape);
        assertThat(ChannelsLast.of(pictures)).isEqualTo(pictures);
      }
      NDArray rows = manager.randomNormal(new Shape(2, 7));
      assertThat(ChannelsLast.of(rows)).isSameAs(rows);
    }
  }

  /**
   * Large enough that no stage of an ImageNet stem ends at one pixel, where BatchNorm over six
   * values would make rounding large; a whole number of patches.
   */
  private static Shape pictures(String name) {
    int least = name.endsWith("-imagenet") ? 96 : 28;
    int step = Encoders.sideStep(name);
    int side = (least + step - 1) / step * step;
    return new Shape(6, 3, side, side);
  }

  @ParameterizedTest
  @MethodSource("encoders")
  void anEncoderComputesTheSame(String name) {
    Shape shape = pictures(name);
    try (NDManager manager = NDManager.newBaseManager();
        Network network = new Network(manager, RandomAddress.seed(4))) {
      network.add("encoder", Encoders.create(name, 24), shape);
      NDArray pictures = manager.randomUniform(0, 1, shape);
      // Fifty layers of batch statistics over first values make any rounding large; eighteen and
      // thirty-four are enough to see that training computes the same.
      boolean[] modes =
          name.startsWith("resnet50") ? new boolean[] {false} : new boolean[] {false, true};
      for (boolean training : modes) {
        NDArray planes = network.forward("encoder", pictures, training);
        NDArray last = network.forward("encoder", ChannelsLast.of(pictures), training);
        float scale = planes.abs().max().getFloat();
        assertThat(last.sub(planes).abs().max().getFloat())
            .as("%s, training %s", name, training)
            .isLessThan(1e-4f * scale);
      }
    }
  }
}
