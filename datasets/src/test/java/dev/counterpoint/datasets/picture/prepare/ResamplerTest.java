package dev.counterpoint.datasets.picture.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes are those of the definition, written down pixel by pixel. */
class ResamplerTest {

  private static final long SEED = 20_270_114;

  @ParameterizedTest
  @CsvSource({
    "256, 256, 64, 64, 3",
    "256, 256, 64, 64, 1",
    "7, 5, 3, 2, 3",
    "5, 7, 11, 13, 3",
    "1, 1, 4, 3, 1",
    // More than a band, with rows left over.
    "3001, 67, 61, 20, 3",
    "40, 3001, 20, 61, 3",
    "9, 6, 9, 3, 3"
  })
  void isTheDefinition(int width, int height, int columns, int rows, int channels) {
    byte[] source = new byte[width * height * channels];
    new Random(SEED).nextBytes(source);
    for (Interpolation interpolation : Interpolation.values()) {
      // The whole target, and a part of it.
      for (int crop = 0; crop <= Math.min(1, (Math.min(columns, rows) - 1) / 2); crop++) {
        Axis across = Axis.of(width, columns, crop, columns - 2 * crop, interpolation);
        Axis down = Axis.of(height, rows, crop / 2, rows - crop, interpolation);
        assertThat(Resampler.resample(source, width, channels, across, down))
            .as("%s, crop %d, seed %d", interpolation, crop, SEED)
            .isEqualTo(plainly(source, width, channels, across, down));
      }
    }
  }

  private static byte[] plainly(byte[] source, int width, int channels, Axis across, Axis down) {
    byte[] result = new byte[down.size() * across.size() * channels];
    for (int i = 0; i < result.length; i++) {
      int x = i / channels % across.size();
      int y = i / channels / across.size();
      long sum = 1 << (Axis.BITS - 1);
      for (int tap = 0; tap < down.counts()[y]; tap++) {
        int row = down.first()[y] + tap;
        long between = 1 << (Axis.BITS - 1);
        for (int other = 0; other < across.counts()[x]; other++) {
          int at = (row * width + across.first()[x] + other) * channels + i % channels;
          between += (long) (source[at] & 0xFF) * across.weights()[x * across.taps() + other];
        }
        sum += clip(between) * down.weights()[y * down.taps() + tap];
      }
      result[i] = (byte) clip(sum);
    }
    return result;
  }

  private static long clip(long sum) {
    return Math.max(0, Math.min(255, sum >> Axis.BITS));
  }
}
