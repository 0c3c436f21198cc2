package dev.counterpoint.datasets.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NormalNumbersTest {

  @Test
  void quantilesAreThoseOfTheNormalDistribution() {
    assertThat(NormalNumbers.quantile((int) Math.round(0.8413447 * 65_536)))
        .isCloseTo(1, offset(1e-3f));
    assertThat(NormalNumbers.quantile((int) Math.round(0.0227501 * 65_536)))
        .isCloseTo(-2, offset(1e-3f));
    double squares = 0;
    for (int i = 0; i < NormalNumbers.QUANTILES; i++) {
      assertThat(NormalNumbers.quantile(i)).isEqualTo(-NormalNumbers.quantile(65_535 - i));
      squares += NormalNumbers.quantile(i) * NormalNumbers.quantile(i);
    }
    assertThat(squares / NormalNumbers.QUANTILES).isCloseTo(1, offset(1e-5));
  }

  @Test
  void noiseHasItsDeviationAndFollowsFromItsStream() {
    float[] values = new float[40_001];
    NormalNumbers.add(values, 3, new SplittableRandom(1));
    float[] again = new float[40_001];
    NormalNumbers.add(again, 3, new SplittableRandom(1));
    double squares = 0;
    for (float value : values) {
      squares += value * value;
    }
    assertThat(Math.sqrt(squares / values.length)).isCloseTo(3, offset(0.05));
    assertThat(again).isEqualTo(values);
  }
}
