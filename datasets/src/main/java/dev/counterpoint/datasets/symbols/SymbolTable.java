package dev.counterpoint.datasets.symbols;

import java.util.List;
import java.util.Optional;

/**
 * Rows of symbols x1 and x2 and a label y, each as the number of its name; {@link #MISSING} where a
 * row has none.
 *
 * @param first x1 of each row
 * @param second x2 of each row
 * @param labels y of each row
 * @param probabilities of each row, where rows are cells of a distribution; empty where they are
 *     examples
 * @param firstNames names of the symbols of x1, in the order of their first row
 * @param secondNames likewise of x2
 * @param labelNames likewise of y
 */
public record SymbolTable(
    int[] first,
    int[] second,
    int[] labels,
    Optional<double[]> probabilities,
    List<String> firstNames,
    List<String> secondNames,
    List<String> labelNames) {

  /** In the place of a number: the row does not say. */
  public static final int MISSING = -1;

  /** Copies the lists, not the arrays. */
  public SymbolTable {
    firstNames = List.copyOf(firstNames);
    secondNames = List.copyOf(secondNames);
    labelNames = List.copyOf(labelNames);
  }

  /** Number of rows. */
  public int rows() {
    return labels.length;
  }

  /** Whether every row has all three. */
  public boolean complete() {
    for (int row = 0; row < labels.length; row++) {
      if (first[row] == MISSING || second[row] == MISSING || labels[row] == MISSING) {
        return false;
      }
    }
    return true;
  }
}
