package dev.counterpoint.models.interactions;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Distributions for tests. */
public final class Distributions {

  private Distributions() {}

  /** Uniform, independent modalities with a label that follows from them. */
  public static JointDistribution uniform(int a, int b, int labels, IntBinaryOperator label) {
    double[][][] p = new double[a][b][labels];
    for (int i = 0; i < a; i++) {
      for (int j = 0; j < b; j++) {
        p[i][j][label.applyAsInt(i, j)] = 1.0 / a / b;
      }
    }
    return JointDistribution.of(p);
  }

  /** Of weights. */
  public static JointDistribution weighted(double[][][] weights) {
    double sum =
        Arrays.stream(weights).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).sum();
    double[][][] p = new double[weights.length][weights[0].length][];
    for (int i = 0; i < p.length; i++) {
      for (int j = 0; j < p[i].length; j++) {
        p[i][j] = Arrays.stream(weights[i][j]).map(weight -> weight / sum).toArray();
      }
    }
    return JointDistribution.of(p);
  }

  /** Dirichlet(1): uniform over all distributions of this size. */
  public static JointDistribution dirichlet(int a, int b, int labels, SplittableRandom random) {
    double[][][] weights = new double[a][b][labels];
    for (double[][] table : weights) {
      for (double[] row : table) {
        Arrays.setAll(row, y -> -Math.log(1 - random.nextDouble()));
      }
    }
    return weighted(weights);
  }

  /** All sizes up to 4, with zeros and with rare symbols. */
  public static Arbitrary<JointDistribution> any() {
    Arbitrary<Double> weight =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.doubles().between(0.01, 1)),
            Tuple.of(3, Arbitraries.just(0.0)),
            Tuple.of(1, Arbitraries.integers().between(2, 12).map(e -> Math.pow(10, -e))));
    Arbitrary<Integer> size = Arbitraries.integers().between(1, 4);
    return Combinators.combine(size, size, Arbitraries.integers().between(2, 4))
        .as((a, b, y) -> new int[] {a, b, y})
        .flatMap(
            sizes ->
                weight
                    .array(double[].class)
                    .ofSize(sizes[0] * sizes[1] * sizes[2])
                    .map(values -> shaped(values, sizes)))
        .filter(Distributions::hasTwoLabels)
        .map(Distributions::weighted);
  }

  private static double[][][] shaped(double[] values, int[] sizes) {
    double[][][] table = new double[sizes[0]][sizes[1]][sizes[2]];
    for (int n = 0; n < values.length; n++) {
      table[n / sizes[2] / sizes[1]][n / sizes[2] % sizes[1]][n % sizes[2]] = values[n];
    }
    return table;
  }

  private static boolean hasTwoLabels(double[][][] weights) {
    long labels =
        IntStream.range(0, weights[0][0].length)
            .filter(y -> Arrays.stream(weights).flatMap(Arrays::stream).anyMatch(row -> row[y] > 0))
            .count();
    return labels >= 2;
  }

  /** With other numbers for the symbols; those that get the same number become one. */
  public static JointDistribution mapped(
      JointDistribution p,
      IntUnaryOperator first,
      IntUnaryOperator second,
      IntUnaryOperator label) {
    double[][][] mapped = new double[p.firstSymbols()][p.secondSymbols()][p.labels()];
    for (int i = 0; i < p.firstSymbols(); i++) {
      for (int j = 0; j < p.secondSymbols(); j++) {
        for (int y = 0; y < p.labels(); y++) {
          mapped[first.applyAsInt(i)][second.applyAsInt(j)][label.applyAsInt(y)] += p.at(i, j, y);
        }
      }
    }
    return JointDistribution.of(mapped);
  }
}
