package dev.counterpoint.models.interactions;

/** Sums over tables of probabilities. */
public final class Tables {

  private Tables() {}

  /** p(a) of p(a, b). */
  public static double[] rowSums(double[][] p) {
    double[] sums = new double[p.length];
    for (int i = 0; i < sums.length; i++) {
      for (double value : p[i]) {
        sums[i] += value;
      }
    }
    return sums;
  }

  /** p(b) of p(a, b). */
  public static double[] columnSums(double[][] p) {
    double[] sums = new double[p[0].length];
    for (double[] row : p) {
      for (int j = 0; j < sums.length; j++) {
        sums[j] += row[j];
      }
    }
    return sums;
  }

  /** p(b, a) of p(a, b). */
  public static double[][] transposed(double[][] p) {
    double[][] turned = new double[p[0].length][p.length];
    for (int i = 0; i < p.length; i++) {
      for (int j = 0; j < turned.length; j++) {
        turned[j][i] = p[i][j];
      }
    }
    return turned;
  }

  static double[][] copy(double[][] p) {
    double[][] copy = new double[p.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = p[i].clone();
    }
    return copy;
  }

  /**
   * Checks that a table is a distribution.
   *
   * @param name of the table, for messages
   * @return a copy that sums to one as nearly as doubles can
   * @throws MalformedDistributionException if it is empty or ragged, a cell is negative or not
   *     finite, or the sum is not one
   */
  static double[][] distribution(String name, double[][] p) {
    if (p.length == 0 || p[0].length == 0) {
      throw new MalformedDistributionException(name + ": the table is empty", "");
    }
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      if (p[i].length != p[0].length) {
        throw new MalformedDistributionException(
            "%s: row %d has %d cells, row 0 has %d".formatted(name, i, p[i].length, p[0].length),
            "Give all rows the same number of cells, zeros included.");
      }
      for (int j = 0; j < p[i].length; j++) {
        if (!(p[i][j] >= 0 && p[i][j] < Double.POSITIVE_INFINITY)) {
          throw new MalformedDistributionException(
              "%s: cell (%d, %d) is %s, expected a probability".formatted(name, i, j, p[i][j]),
              "Give finite numbers of at least 0.");
        }
        sum += p[i][j];
      }
    }
    if (Math.abs(sum - 1) > TOLERANCE) {
      throw new MalformedDistributionException(
          "%s: the cells sum to %s, expected 1 to within %s".formatted(name, sum, TOLERANCE),
          "Divide them by their sum; counts are read as counts.");
    }
    double[][] scaled = copy(p);
    for (double[] row : scaled) {
      for (int j = 0; j < row.length; j++) {
        row[j] /= sum;
      }
    }
    return scaled;
  }

  /** By how much a sum of probabilities may miss what it should be. */
  static final double TOLERANCE = 1e-9;
}
