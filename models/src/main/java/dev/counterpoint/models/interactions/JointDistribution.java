package dev.counterpoint.models.interactions;

import java.util.Arrays;

/**
 * A distribution p(x1, x2, y) of the symbols of two modalities and a label. Immutable.
 *
 * <p>Symbols and labels of probability zero are allowed and change no number; so are modalities
 * that never vary, of which every number is well defined (a constant modality tells nothing), and
 * two that are equal. A single label is not: there is nothing to tell of it.
 */
public final class JointDistribution {

  /** More cells would be more than a table of doubles in memory should have. */
  private static final int MOST_CELLS = 1 << 24;

  private final double[][][] p;

  private JointDistribution(double[][][] p) {
    this.p = p;
  }

  /**
   * A table of probabilities.
   *
   * @param table p(x1, x2, y), {@code (A, B, Y)}; copied
   * @throws MalformedDistributionException if it is empty or ragged, a cell is negative or not
   *     finite, the cells do not sum to one to within 1e-9, or fewer than two labels have a
   *     probability above zero
   */
  public static JointDistribution of(double[][][] table) {
    if (table.length == 0 || table[0].length == 0 || table[0][0].length == 0) {
      throw new MalformedDistributionException(
          "p(x1, x2, y): the table is empty",
          "Give at least one symbol of each modality, and two labels.");
    }
    int second = table[0].length;
    double[][] rows = new double[table.length * second][];
    for (int i = 0; i < table.length; i++) {
      if (table[i].length != second) {
        throw new MalformedDistributionException(
            "p(x1, x2, y): x1 = %d has %d symbols of x2, x1 = 0 has %d"
                .formatted(i, table[i].length, second),
            "Give all the same number, zeros included.");
      }
      System.arraycopy(table[i], 0, rows, i * second, second);
    }
    double[][] checked = Tables.distribution("p(x1, x2, y), rows (x1, x2)", rows);
    double[][][] p = new double[table.length][][];
    for (int i = 0; i < p.length; i++) {
      p[i] = Arrays.copyOfRange(checked, i * second, (i + 1) * second);
    }
    requireTwoLabels(Tables.columnSums(checked));
    return new JointDistribution(p);
  }

  static void requireTwoLabels(double[] labels) {
    long found = Arrays.stream(labels).filter(value -> value > 0).count();
    if (found < 2) {
      throw new MalformedDistributionException(
          "there is a single label of a probability above zero; two are needed to tell them apart",
          "Give examples of other labels, too.");
    }
  }

  /**
   * Relative frequencies.
   *
   * @param counts of (x1, x2, y), {@code (A, B, Y)}, at least 0
   * @throws MalformedDistributionException if all are zero, or as {@link #of}
   */
  public static JointDistribution ofCounts(long[][][] counts) {
    double total = 0;
    for (long[][] table : counts) {
      for (long[] row : table) {
        for (long count : row) {
          total += count;
        }
      }
    }
    if (!(total > 0)) {
      throw new MalformedDistributionException(
          "the counts sum to %s, expected at least 1".formatted(total), "Give some examples.");
    }
    double[][][] p = new double[counts.length][][];
    for (int i = 0; i < p.length; i++) {
      p[i] = new double[counts[i].length][];
      for (int j = 0; j < p[i].length; j++) {
        p[i][j] = new double[counts[i][j].length];
        for (int y = 0; y < p[i][j].length; y++) {
          p[i][j][y] = counts[i][j][y] / total;
        }
      }
    }
    return of(p);
  }

  /**
   * Relative frequencies of examples.
   *
   * @param first x1 of each example, from 0
   * @param second x2, likewise
   * @param labels y, likewise
   * @throws MalformedDistributionException if there are fewer than two examples, lengths differ, a
   *     number is negative, there would be more than 2^24 cells, or there is a single label
   */
  public static JointDistribution ofSamples(int[] first, int[] second, int[] labels) {
    if (first.length != labels.length || second.length != labels.length) {
      throw new MalformedDistributionException(
          "%d examples of x1, %d of x2, %d labels"
              .formatted(first.length, second.length, labels.length),
          "Give one of each for every example.");
    }
    if (labels.length < 2) {
      throw new MalformedDistributionException(
          "there are %d examples, expected at least 2".formatted(labels.length),
          "One example has one label, of which there is nothing to tell.");
    }
    double[] each = new double[labels.length];
    Arrays.fill(each, 1.0 / labels.length);
    return ofCells(first, second, labels, each);
  }

  /**
   * Cells with their probabilities; those of the same cell are added.
   *
   * @param first x1 of each cell, from 0
   * @param second x2, likewise
   * @param labels y, likewise
   * @param probabilities of each cell
   * @throws MalformedDistributionException if there are no cells, lengths differ, a number is
   *     negative, there would be more than 2^24 cells, or as {@link #of}
   */
  public static JointDistribution ofCells(
      int[] first, int[] second, int[] labels, double[] probabilities) {
    if (first.length != labels.length
        || second.length != labels.length
        || probabilities.length != labels.length) {
      throw new MalformedDistributionException(
          "%d of x1, %d of x2, %d labels, %d probabilities"
              .formatted(first.length, second.length, labels.length, probabilities.length),
          "Give one of each for every cell.");
    }
    int a = symbols("x1", first);
    int b = symbols("x2", second);
    int y = symbols("y", labels);
    if ((double) a * b * y > MOST_CELLS) {
      throw new MalformedDistributionException(
          "%d x %d x %d cells are more than %d".formatted(a, b, y, MOST_CELLS),
          "Number the symbols from 0 without gaps, or use fewer clusters.");
    }
    double[][][] p = new double[a][b][y];
    for (int n = 0; n < labels.length; n++) {
      if (!(probabilities[n] >= 0)) {
        // Added to others it might not be seen any more.
        throw new MalformedDistributionException(
            "the probability of x1 = %d, x2 = %d, y = %d is %s"
                .formatted(first[n], second[n], labels[n], probabilities[n]),
            "Give finite numbers of at least 0.");
      }
      p[first[n]][second[n]][labels[n]] += probabilities[n];
    }
    return of(p);
  }

  private static int symbols(String name, int[] values) {
    int most = 0;
    for (int n = 0; n < values.length; n++) {
      if (values[n] < 0) {
        throw new MalformedDistributionException(
            "%s of example %d is %d".formatted(name, n, values[n]), "Number symbols from 0.");
      }
      most = Math.max(most, values[n]);
    }
    return most + 1;
  }

  /** p(x1, x2, y). */
  public double at(int first, int second, int label) {
    return p[first][second][label];
  }

  /** A, symbols of the first modality. */
  public int firstSymbols() {
    return p.length;
  }

  /** B, symbols of the second modality. */
  public int secondSymbols() {
    return p[0].length;
  }

  /** Y, labels. */
  public int labels() {
    return p[0][0].length;
  }

  /** p(x1, x2, y), {@code (A, B, Y)}, copied. */
  public double[][][] table() {
    return Arrays.stream(p).map(Tables::copy).toArray(double[][][]::new);
  }

  /** What is left without labeled pairs: p(x1, y), p(x2, y), p(x1, x2). */
  public PairwiseMargins margins() {
    double[][] firstLabel = new double[firstSymbols()][];
    double[][] secondLabel = new double[secondSymbols()][labels()];
    double[][] pair = new double[firstSymbols()][];
    for (int i = 0; i < p.length; i++) {
      firstLabel[i] = Tables.columnSums(p[i]);
      pair[i] = Tables.rowSums(p[i]);
      for (int j = 0; j < secondLabel.length; j++) {
        for (int y = 0; y < labels(); y++) {
          secondLabel[j][y] += p[i][j][y];
        }
      }
    }
    return new PairwiseMargins(firstLabel, secondLabel, pair);
  }

  /** The same with the modalities in each other's place. */
  public JointDistribution swapped() {
    double[][][] turned = new double[secondSymbols()][firstSymbols()][];
    for (int i = 0; i < p.length; i++) {
      for (int j = 0; j < turned.length; j++) {
        turned[j][i] = p[i][j].clone();
      }
    }
    return new JointDistribution(turned);
  }

  /** I(X1, X2; Y), bits. */
  public double information() {
    return Information.mutual(p);
  }

  /**
   * The accuracy of the best prediction from both modalities, the sum of max_y p(x1, x2, y); in [0,
   * 1].
   */
  public double bestAccuracy() {
    return Arrays.stream(p)
        .flatMap(Arrays::stream)
        .mapToDouble(labels -> Arrays.stream(labels).max().orElse(0))
        .sum();
  }
}
