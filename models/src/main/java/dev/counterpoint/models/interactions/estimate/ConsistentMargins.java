package dev.counterpoint.models.interactions.estimate;

import dev.counterpoint.models.interactions.PairwiseMargins;
import dev.counterpoint.models.interactions.Tables;

/**
 * Pairwise margins from counts of different samples, which do not quite agree in p(y), p(x1) and
 * p(x2): each of these is pooled over the two samples that have it, and every table is brought to
 * the pooled margins by scaling its rows and columns in turn (Deming and Stephan 1940), which keeps
 * its odds ratios. Tables that agree stay as they are.
 *
 * <p>So that scaling always has a limit, a table that has to change first gets one more
 * observation, spread over its cells as if rows and columns were independent. It can only lower
 * what the table tells, by an order of 1 / N.
 */
final class ConsistentMargins {

  private static final int MOST_SWEEPS = 10_000;

  /** Error of a margin at which scaling ends. */
  private static final double CLOSE = 1e-13;

  /** Tables whose margins differ less than this agree. */
  private static final double AGREE = 1e-12;

  private ConsistentMargins() {}

  /**
   * From counts.
   *
   * @param firstLabel of (x1, y), {@code (A, Y)}
   * @param secondLabel of (x2, y), {@code (B, Y)}
   * @param pair of (x1, x2), {@code (A, B)}
   */
  static PairwiseMargins of(double[][] firstLabel, double[][] secondLabel, double[][] pair) {
    double[] label = pooled(Tables.columnSums(firstLabel), Tables.columnSums(secondLabel));
    double[] first = pooled(Tables.rowSums(firstLabel), Tables.rowSums(pair));
    double[] second = pooled(Tables.rowSums(secondLabel), Tables.columnSums(pair));
    return new PairwiseMargins(
        scaled(firstLabel, first, label),
        scaled(secondLabel, second, label),
        scaled(pair, first, second));
  }

  private static double[] pooled(double[] one, double[] other) {
    double[] sum = new double[one.length];
    double all = 0;
    for (int i = 0; i < sum.length; i++) {
      sum[i] = one[i] + other[i];
      all += sum[i];
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= all;
    }
    return sum;
  }

  private static double[][] scaled(double[][] counts, double[] rows, double[] columns) {
    double all = 0;
    for (double value : Tables.rowSums(counts)) {
      all += value;
    }
    double[][] table = new double[rows.length][columns.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        table[i][j] = counts[i][j] / all;
      }
    }
    if (off(Tables.rowSums(table), rows) < AGREE
        && off(Tables.columnSums(table), columns) < AGREE) {
      return table;
    }
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        table[i][j] = (counts[i][j] + rows[i] * columns[j]) / (all + 1);
      }
    }
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      double[] sums = Tables.rowSums(table);
      for (int i = 0; i < rows.length; i++) {
        for (int j = 0; j < columns.length && sums[i] > 0; j++) {
          table[i][j] *= rows[i] / sums[i];
        }
      }
      sums = Tables.columnSums(table);
      for (int j = 0; j < columns.length; j++) {
        for (int i = 0; i < rows.length && sums[j] > 0; i++) {
          table[i][j] *= columns[j] / sums[j];
        }
      }
      if (off(Tables.rowSums(table), rows) < CLOSE) {
        break;
      }
    }
    return table;
  }

  private static double off(double[] one, double[] other) {
    double most = 0;
    for (int i = 0; i < one.length; i++) {
      most = Math.max(most, Math.abs(one[i] - other[i]));
    }
    return most;
  }
}
