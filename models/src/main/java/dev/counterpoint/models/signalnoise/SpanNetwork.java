package dev.counterpoint.models.signalnoise;

import java.util.stream.Stream;

/**
 * m neurons whose weights are known by their first values and by how much of each basis vector has
 * been added: {@code w_r = w_r(0) + sum_b c_rb b}. Gradient descent on these losses never leaves
 * that span (Huang et al. 2024, lemma on the decomposition), so inner products with the basis and
 * with some other points are all that a step needs: n^2 m operations instead of n d m, and the
 * decomposition's coefficients come out exactly.
 *
 * <p>Points are basis vectors first, then those that each step looks at, then those of the end.
 */
final class SpanNetwork {

  private final double[][] gram;
  private final double[][] start;
  private final double[][] products;
  private final double[][] coefficients;
  private final int live;

  /**
   * Nothing is added yet.
   *
   * @param weights m x d, first values
   * @param basis vectors of d
   * @param looked vectors of d that each step looks at
   * @param last vectors of d whose products are known after {@link #complete} only
   */
  SpanNetwork(double[][] weights, double[][] basis, double[][] looked, double[][] last) {
    double[][] points = Stream.of(basis, looked, last).flatMap(Stream::of).toArray(double[][]::new);
    this.live = basis.length + looked.length;
    this.gram = products(basis, points);
    this.start = products(weights, points);
    this.products = Stream.of(start).map(double[]::clone).toArray(double[][]::new);
    this.coefficients = new double[weights.length][basis.length];
  }

  /** m. */
  int neurons() {
    return coefficients.length;
  }

  /** How many points there are. */
  int points() {
    return products[0].length;
  }

  /** Inner product of a neuron's weights with a point. */
  double product(int neuron, int point) {
    return products[neuron][point];
  }

  /** How much of a basis vector has been added to a neuron's first weights. */
  double coefficient(int neuron, int vector) {
    return coefficients[neuron][vector];
  }

  /** Squared length of a basis vector. */
  double squaredLength(int vector) {
    return gram[vector][vector];
  }

  /**
   * Adds to the coefficients.
   *
   * @param change m x basis
   */
  void add(double[][] change) {
    for (int r = 0; r < coefficients.length; r++) {
      for (int b = 0; b < coefficients[r].length; b++) {
        coefficients[r][b] += change[r][b];
      }
      update(r, 0, live);
    }
  }

  /** Brings the products with the last points up to date. */
  void complete() {
    for (int r = 0; r < coefficients.length; r++) {
      update(r, live, products[r].length);
    }
  }

  /** From the first values anew, not on top of the last: errors of rounding do not pile up. */
  private void update(int neuron, int from, int to) {
    double[] row = products[neuron];
    System.arraycopy(start[neuron], from, row, from, to - from);
    for (int b = 0; b < coefficients[neuron].length; b++) {
      double factor = coefficients[neuron][b];
      if (factor != 0) {
        double[] with = gram[b];
        for (int p = from; p < to; p++) {
          row[p] += factor * with[p];
        }
      }
    }
  }

  /** Sums go over components, loops over columns: those become vector operations. */
  private static double[][] products(double[][] rows, double[][] columns) {
    double[][] result = new double[rows.length][columns.length];
    double[] component = new double[columns.length];
    for (int k = 0; k < columns[0].length; k++) {
      for (int j = 0; j < component.length; j++) {
        component[j] = columns[j][k];
      }
      for (int i = 0; i < rows.length; i++) {
        add(result[i], rows[i][k], component);
      }
    }
    return result;
  }

  private static void add(double[] sums, double factor, double[] row) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += factor * row[j];
    }
  }
}
