package dev.counterpoint.models.interactions.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.probe.FeatureMatrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FeatureSymbolsTest {

  private static final RandomAddress ADDRESS = RandomAddress.seed(3).purpose("symbols");

  /** Numbers of deviations 9, 5, 2 and many of 0.1, around 1, turned by reflections. */
  private static FeatureMatrix stretched(int rows, int columns) {
    SplittableRandom random = new SplittableRandom(8);
    double[] mirror = new double[columns];
    double squares = 0;
    for (int d = 0; d < columns; d++) {
      mirror[d] = random.nextGaussian();
      squares += mirror[d] * mirror[d];
    }
    float[] values = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      double[] x = new double[columns];
      double along = 0;
      for (int d = 0; d < columns; d++) {
        double deviation = d == 0 ? 9 : d == 1 ? 5 : d == 2 ? 2 : 0.1;
        x[d] = deviation * random.nextGaussian();
        along += x[d] * mirror[d];
      }
      for (int d = 0; d < columns; d++) {
        values[row * columns + d] = (float) (1 + x[d] - 2 * along * mirror[d] / squares);
      }
    }
    return new FeatureMatrix(values, rows, columns);
  }

  @Test
  void componentsHaveTheVariancesThatWerePutIn() {
    FeatureMatrix features = stretched(4_000, 30);

    FeatureMatrix found = PrincipalComponents.fit(features, 3, ADDRESS).of(features);

    double[] expected = {9, 5, 2};
    for (int k = 0; k < 3; k++) {
      double sum = 0;
      double squares = 0;
      for (int row = 0; row < found.rows(); row++) {
        sum += found.at(row, k);
        squares += found.at(row, k) * found.at(row, k);
      }
      assertThat(sum / found.rows()).isCloseTo(0, within(1e-4));
      assertThat(Math.sqrt(squares / found.rows()))
          .isCloseTo(expected[k], within(0.04 * expected[k]));
    }
    for (int k = 1; k < 3; k++) {
      double product = 0;
      for (int row = 0; row < found.rows(); row++) {
        product += found.at(row, 0) * found.at(row, k) / found.rows();
      }
      assertThat(product).isCloseTo(0, within(1e-2));
    }
  }

  @Test
  void allComponentsKeepAllDistances() {
    FeatureMatrix features = stretched(50, 6);

    FeatureMatrix found = PrincipalComponents.fit(features, 6, ADDRESS).of(features);

    for (int row = 1; row < 50; row++) {
      double before = 0;
      double after = 0;
      for (int d = 0; d < 6; d++) {
        before += Math.pow(features.at(row, d) - features.at(0, d), 2);
        after += Math.pow(found.at(row, d) - found.at(0, d), 2);
      }
      assertThat(after).isCloseTo(before, within(1e-4 * before));
    }
  }

  @Test
  void featuresThatNeverVaryHaveComponentsOfZero() {
    FeatureMatrix constant = new FeatureMatrix(new float[] {2, 3, 2, 3, 2, 3}, 3, 2);

    assertThat(PrincipalComponents.fit(constant, 1, ADDRESS).of(constant).values())
        .containsOnly(0f);
  }

  @Test
  void fewValuesAreSymbolsAsTheyAre() {
    float[] values = {1, 0, 0, 2, 1, 0, 0, 1, 0, 2}; // (5, 2): the second and fourth are parallel
    FeatureMatrix features = new FeatureMatrix(values, 5, 2);

    assertThat(new FeatureSymbols(5, 3, ADDRESS).of(features)).containsExactly(0, 1, 0, 2, 1);
  }

  @Test
  void examplesOfOneDirectionAreOneCluster() {
    SplittableRandom random = new SplittableRandom(5);
    float[] values = new float[12 * 90];
    for (int row = 0; row < 90; row++) {
      double length = 1 + 9 * random.nextDouble();
      for (int d = 0; d < 12; d++) {
        values[row * 12 + d] =
            (float) (length * ((d % 3 == row % 3 ? 1 : 0) + 0.02 * random.nextGaussian()));
      }
    }

    int[] symbols = new FeatureSymbols(2, 3, ADDRESS).of(new FeatureMatrix(values, 90, 12));

    for (int row = 3; row < 90; row++) {
      assertThat(symbols[row]).isEqualTo(symbols[row % 3]);
    }
    assertThat(symbols[0]).isNotEqualTo(symbols[1]).isNotEqualTo(symbols[2]);
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new FeatureSymbols(0, 2, ADDRESS));
    assertThatIllegalArgumentException().isThrownBy(() -> new FeatureSymbols(1, 1, ADDRESS));
    FeatureMatrix two = stretched(10, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrincipalComponents.fit(two, 3, ADDRESS))
        .withMessageContaining("3 principal components of 10 examples with 2 features");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrincipalComponents.fit(two, 1, ADDRESS).of(stretched(10, 4)))
        .withMessageContaining("these examples have 4");
  }
}
