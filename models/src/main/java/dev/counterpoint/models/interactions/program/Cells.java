package dev.counterpoint.models.interactions.program;

import java.util.Arrays;

/**
 * The cells (a, b, t) that can have probability where the margins (a, t) and (b, t) are fixed:
 * those whose two margins do. Cells of the same (a, b) follow one another, a block.
 *
 * <p>There is one multiplier for each margin above zero: first those of (a, t), then those of (b,
 * t). The margins of one t have a distribution that is above zero in all its cells, their product;
 * so Slater's condition holds, and both programs have an optimum with no gap.
 */
final class Cells {

  /** More would be equations of 100 MB, for each of which a factorisation takes seconds. */
  private static final int MOST_MULTIPLIERS = 4_000;

  /** Margins above zero; {@code (multipliers)}. */
  final double[] margins;

  /** Multipliers of (a, t). */
  final int firstMultipliers;

  /** Where each block begins, and where the last ends; {@code (blocks + 1)}. */
  final int[] start;

  /** The multiplier of (a, t) of each cell. */
  final int[] first;

  /** The multiplier of (b, t) of each cell. */
  final int[] second;

  /** a and b of each block. */
  final int[] a;

  final int[] b;

  /** a of each multiplier of (a, t). */
  final int[] aOf;

  private final int firsts;

  /** t of each cell. */
  final int[] target;

  /**
   * One multiplier of each t that can stay as it is: what is added to those of (a, t) and taken
   * from those of (b, t) changes nothing.
   */
  final int[] pinned;

  Cells(double[][] firstMargins, double[][] secondMargins) {
    int targets = firstMargins[0].length;
    int[][] ofFirst = new int[firstMargins.length][targets];
    int[][] ofSecond = new int[secondMargins.length][targets];
    firstMultipliers = number(firstMargins, ofFirst, 0);
    firsts = firstMargins.length;
    aOf = new int[firstMultipliers];
    for (int i = 0; i < firsts; i++) {
      for (int number : ofFirst[i]) {
        if (number >= 0) {
          aOf[number] = i;
        }
      }
    }
    int multipliers = number(secondMargins, ofSecond, firstMultipliers);
    if (multipliers > MOST_MULTIPLIERS) {
      throw new TooManySymbolsException(multipliers, MOST_MULTIPLIERS);
    }
    margins = new double[multipliers];
    fill(firstMargins, ofFirst);
    fill(secondMargins, ofSecond);
    int blocks = firstMargins.length * secondMargins.length;
    int[] starts = new int[blocks + 1];
    int[] as = new int[blocks];
    int[] bs = new int[blocks];
    int[] firsts = new int[blocks * targets];
    int[] seconds = new int[blocks * targets];
    int[] ts = new int[blocks * targets];
    int block = 0;
    int cell = 0;
    for (int i = 0; i < firstMargins.length; i++) {
      for (int j = 0; j < secondMargins.length; j++) {
        for (int t = 0; t < targets; t++) {
          if (ofFirst[i][t] >= 0 && ofSecond[j][t] >= 0) {
            firsts[cell] = ofFirst[i][t];
            seconds[cell] = ofSecond[j][t];
            ts[cell++] = t;
          }
        }
        if (cell > starts[block]) {
          as[block] = i;
          bs[block] = j;
          starts[++block] = cell;
        }
      }
    }
    start = Arrays.copyOf(starts, block + 1);
    a = Arrays.copyOf(as, block);
    b = Arrays.copyOf(bs, block);
    first = Arrays.copyOf(firsts, cell);
    second = Arrays.copyOf(seconds, cell);
    target = Arrays.copyOf(ts, cell);
    pinned = largest(ofSecond, targets);
  }

  /** A. */
  int firsts() {
    return firsts;
  }

  int blocks() {
    return a.length;
  }

  int size() {
    return target.length;
  }

  private static int number(double[][] values, int[][] numbers, int from) {
    int next = from;
    for (int i = 0; i < values.length; i++) {
      for (int t = 0; t < values[i].length; t++) {
        numbers[i][t] = values[i][t] > 0 ? next++ : -1;
      }
    }
    return next;
  }

  private void fill(double[][] values, int[][] numbers) {
    for (int i = 0; i < values.length; i++) {
      for (int t = 0; t < values[i].length; t++) {
        if (numbers[i][t] >= 0) {
          margins[numbers[i][t]] = values[i][t];
        }
      }
    }
  }

  private int[] largest(int[][] numbers, int targets) {
    int[] largest = new int[targets];
    int found = 0;
    for (int t = 0; t < targets; t++) {
      int best = -1;
      for (int[] row : numbers) {
        if (row[t] >= 0 && (best < 0 || margins[row[t]] > margins[best])) {
          best = row[t];
        }
      }
      if (best >= 0) {
        largest[found++] = best;
      }
    }
    return Arrays.copyOf(largest, found);
  }
}
