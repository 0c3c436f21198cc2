package dev.counterpoint.models.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AffineSamplerTest {

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void theIdentityGivesThePictureBack() {
    assertSampled(new float[] {1, 0, 0, 0, 1, 0}, 1, 2, 3, 4);
  }

  @Test
  void aShiftByHalfAPixelMixesNeighboursAndBringsInZeros() {
    // A pixel is one unit wide here, the axis 2: the result at x is the picture half a pixel right.
    assertSampled(new float[] {1, 0, 0.5f, 0, 1, 0}, 1.5f, 1, 3.5f, 2);
    assertSampled(new float[] {1, 0, 0, 0, 1, -0.5f}, 0.5f, 1, 2, 3);
  }

  @Test
  void mirrorsAndTurns() {
    assertSampled(new float[] {-1, 0, 0, 0, 1, 0}, 2, 1, 4, 3);
    assertSampled(new float[] {0, 1, 0, -1, 0, 0}, 3, 1, 4, 2);
  }

  @Test
  void magnifyingReadsBetweenThePixels() {
    // Crop of the middle half: sources at -0.25 and 0.25, that is a quarter of a pixel off centre.
    assertSampled(
        new float[] {0.5f, 0, 0, 0, 0.5f, 0},
        1 + 0.25f + 0.5f,
        1 + 0.75f + 0.5f,
        1 + 0.25f + 1.5f,
        1 + 0.75f + 1.5f);
  }

  @Test
  void whatIsFarOutsideIsZero() {
    assertSampled(new float[] {1, 0, 3, 0, 1, 0}, 0, 0, 0, 0);
    assertSampled(new float[] {1, 0, 1e6f, 0, 1, -1e6f}, 0, 0, 0, 0);
    assertSampled(new float[] {1, 0.001f, -1e6f, 0, 1, 1e6f}, 0, 0, 0, 0);
  }

  @Test
  void agreesWithALoopOverPixels() {
    SplittableRandom random = new SplittableRandom(31);
    int n = 4;
    int channels = 2;
    int height = 5;
    int width = 7;
    float[] pixels = new float[n * channels * height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble();
    }
    NDArray pictures = manager.create(pixels, new Shape(n, channels, height, width));
    for (boolean turned : new boolean[] {false, true}) {
      float[] maps = new float[6 * n];
      for (int i = 0; i < maps.length; i++) {
        boolean turns = i % 6 == 1 || i % 6 == 3;
        maps[i] = turns && !turned ? 0 : (float) (2 * random.nextDouble() - 1);
      }
      float[] sampled = AffineSampler.sample(pictures, maps).toFloatArray();
      for (int at = 0; at < pixels.length; at++) {
        float expected = bilinear(pixels, maps, channels, height, width, at);
        assertThat(sampled[at]).isEqualTo(expected, within(2e-6f));
      }
    }
  }

  @Test
  void mapsThatAreNotFiniteAreAnError() {
    NDArray picture = manager.zeros(new Shape(1, 1, 2, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AffineSampler.sample(picture, new float[] {1, 0, Float.NaN, 0, 1, 0}))
        .withMessageContaining("map 0 holds NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AffineSampler.sample(picture, new float[5]))
        .withMessageContaining("5 numbers for 1 maps");
  }

  /** The picture (1 2; 3 4) seen through a map. */
  private void assertSampled(float[] map, float... expected) {
    NDArray picture = manager.create(new float[] {1, 2, 3, 4}, new Shape(1, 1, 2, 2));
    float[] sampled = AffineSampler.sample(picture, map).toFloatArray();
    for (int i = 0; i < 4; i++) {
      assertThat(sampled[i]).isEqualTo(expected[i], within(1e-6f));
    }
  }

  private static float bilinear(
      float[] pixels, float[] maps, int channels, int height, int width, int at) {
    int column = at % width;
    int row = at / width % height;
    int plane = at / width / height;
    int map = 6 * (plane / channels);
    double x = (2 * column + 1.0) / width - 1;
    double y = (2 * row + 1.0) / height - 1;
    double u = (maps[map] * x + maps[map + 1] * y + maps[map + 2] + 1) * width / 2 - 0.5;
    double v = (maps[map + 3] * x + maps[map + 4] * y + maps[map + 5] + 1) * height / 2 - 0.5;
    double sum = 0;
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < width; j++) {
        double weight = Math.max(0, 1 - Math.abs(u - j)) * Math.max(0, 1 - Math.abs(v - i));
        sum += weight * pixels[(plane * height + i) * width + j];
      }
    }
    return (float) sum;
  }
}
