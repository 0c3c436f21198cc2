package dev.counterpoint.inference.search.exact;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Rows that can be among the nearest, by products that are right up to a bound: all whose product
 * is not further below the k-th largest than both errors can take it.
 */
final class Candidates {

  private final int top;
  private final int slack;
  private final PriorityQueue<Integer> largest = new PriorityQueue<>();
  private int[] rows = new int[64];
  private int[] products = new int[64];
  private int size;
  private int cut = Integer.MIN_VALUE;

  /**
   * None at first.
   *
   * @param top how many are asked for, {@code k}
   * @param bound the error of one product
   */
  Candidates(int top, int bound) {
    this.top = top;
    slack = Math.multiplyExact(2, bound);
  }

  /** Products of rows that follow one another. */
  void offer(int firstRow, int[] sums, int count) {
    int limit = cut;
    for (int i = 0; i < count; i++) {
      if (sums[i] >= limit) {
        add(firstRow + i, sums[i]);
        limit = cut;
      }
    }
  }

  private void add(int row, int product) {
    if (largest.size() < top) {
      largest.add(product);
    } else if (product > largest.peek()) {
      largest.poll();
      largest.add(product);
    }
    if (largest.size() == top) {
      cut = (int) Math.max(Integer.MIN_VALUE, (long) largest.peek() - slack);
    }
    if (size == rows.length) {
      drop();
      if (size > rows.length / 2) {
        rows = Arrays.copyOf(rows, 2 * rows.length);
        products = Arrays.copyOf(products, rows.length);
      }
    }
    rows[size] = row;
    products[size++] = product;
  }

  private void drop() {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (products[i] >= cut) {
        rows[kept] = rows[i];
        products[kept++] = products[i];
      }
    }
    size = kept;
  }

  /** Those that are left, in the order of the index. */
  int[] rows() {
    drop();
    return Arrays.copyOf(rows, size);
  }
}
