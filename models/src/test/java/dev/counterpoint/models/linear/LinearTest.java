package dev.counterpoint.models.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearTest {

  private static final long SEED = 20_261_202;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 20})
  void eigenvectorsMakeTheMatrix(int size) {
    double[][] a = symmetric(size);
    SymmetricEigen eigen = SymmetricEigen.of(a);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        double made = 0;
        double product = 0;
        for (int k = 0; k < size; k++) {
          made += eigen.values()[k] * eigen.vectors()[k][i] * eigen.vectors()[k][j];
          product += eigen.vectors()[i][k] * eigen.vectors()[j][k];
        }
        assertThat(made).as("seed " + SEED).isCloseTo(a[i][j], within(1e-12 * size));
        assertThat(product).as("seed " + SEED).isCloseTo(i == j ? 1 : 0, within(1e-12 * size));
      }
    }
    double[] rising = eigen.values().clone();
    Arrays.sort(rising);
    for (int i = 0; i < size; i++) {
      assertThat(eigen.values()[i]).isEqualTo(rising[size - 1 - i]);
    }
  }

  @Test
  void eigenvaluesThatAreEqualAreFoundToo() {
    // 3 once and 0 twice.
    double[][] ones = {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}};
    double[] values = SymmetricEigen.of(ones).values();
    assertThat(values[0]).isCloseTo(3, within(1e-12));
    assertThat(values[1]).isCloseTo(0, within(1e-12));
    assertThat(values[2]).isCloseTo(0, within(1e-12));
    assertThat(ones[0]).as("stays as it is").containsExactly(1, 1, 1);
  }

  @Test
  void factorsSolve() {
    int size = 9;
    int columns = 2;
    double[][] a = symmetric(size);
    for (int i = 0; i < size; i++) {
      a[i][i] += 2 * size;
    }
    double[][] factor = Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
    double[] b = new Random(SEED).doubles(size * columns).toArray();
    double[] x = b.clone();
    Cholesky.solve(Cholesky.factor(factor), x, columns);
    for (int i = 0; i < size; i++) {
      for (int c = 0; c < columns; c++) {
        double sum = 0;
        for (int k = 0; k < size; k++) {
          sum += a[i][k] * x[k * columns + c];
        }
        assertThat(sum).as("seed " + SEED).isCloseTo(b[i * columns + c], within(1e-12));
      }
    }
  }

  @Test
  void whatIsNotPositiveHasNoFactor() {
    double[][] indefinite = {{1, 2}, {2, 1}};
    assertThatThrownBy(() -> Cholesky.factor(indefinite))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not positive: pivot 1");
  }

  private static double[][] symmetric(int size) {
    Random random = new Random(SEED);
    double[][] a = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        a[i][j] = random.nextGaussian();
        a[j][i] = a[i][j];
      }
    }
    return a;
  }
}
