package dev.counterpoint.datasets.text;

import java.util.Arrays;

/**
 * Captions as a model takes them: rows of one length. Each row is start, the tokens of the text,
 * end, padding; texts that are longer lose what is in front of the end.
 *
 * @param ids {@code (rows, length)}, row by row; not copied, do not change
 * @param rows number of texts
 * @param length tokens a row, start and end included
 * @param truncated how many texts were cut
 */
public record TokenRows(long[] ids, int rows, int length, int truncated) {

  /**
   * Tokens that the longest text takes, start and end included; what lies behind is padding in all
   * rows.
   *
   * @param endId of the token that ends a text
   */
  public int longest(long endId) {
    int longest = 0;
    for (int row = 0; row < rows; row++) {
      longest = Math.max(longest, used(row, endId));
    }
    return longest;
  }

  /** Tokens that one text takes, start and end included. */
  public int used(int row, long endId) {
    int at = 0;
    while (at < length - 1 && ids[row * length + at] != endId) {
      at++;
    }
    return at + 1;
  }

  /**
   * Some of the rows.
   *
   * @param which row numbers, in the order of the result
   * @return none of which counts as truncated: how many of all were, does not say which
   */
  public TokenRows rows(int... which) {
    long[] kept = new long[which.length * length];
    for (int i = 0; i < which.length; i++) {
      System.arraycopy(ids, which[i] * length, kept, i * length, length);
    }
    return new TokenRows(kept, which.length, length, 0);
  }

  /**
   * These rows and others below them.
   *
   * @throws IllegalArgumentException if the others have another length
   */
  public TokenRows above(TokenRows others) {
    if (others.length != length) {
      throw new IllegalArgumentException(
          "rows of %d tokens and of %d do not go together".formatted(length, others.length));
    }
    long[] all = Arrays.copyOf(ids, ids.length + others.ids.length);
    System.arraycopy(others.ids, 0, all, ids.length, others.ids.length);
    return new TokenRows(all, rows + others.rows, length, truncated + others.truncated);
  }

  /**
   * The first columns of each row.
   *
   * @param columns as many as {@link #longest} or more, at most {@code length}
   * @throws IllegalArgumentException if there are fewer columns
   */
  public TokenRows columns(int columns) {
    if (columns > length || columns < 0) {
      throw new IllegalArgumentException(
          "rows of %d tokens have no first %d".formatted(length, columns));
    }
    long[] kept = new long[rows * columns];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(ids, row * length, kept, row * columns, columns);
    }
    return new TokenRows(kept, rows, columns, truncated);
  }
}
