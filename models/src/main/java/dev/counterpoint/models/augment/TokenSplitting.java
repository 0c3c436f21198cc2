package dev.counterpoint.models.augment;

import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.text.TokenRows;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Views of captions: each token is taken apart into the two that it was joined of with some
 * probability, and those again. What words are made of is learned so, and a word that no caption of
 * the training had, which is read in parts, is no list of strangers (after BPE-dropout, Provilkov
 * et al. 2020, which leaves merges out on the way up). Made on the host, where the captions are.
 *
 * <p>Where a row has no room for more tokens, the rest of its tokens stay whole.
 *
 * @param rate probability that a token is taken apart, in [0, 1)
 * @param parts the two tokens that each token was joined of, by id; null where there are none
 * @param end id of the token that ends a text
 * @param padding id of what fills a row after the end; may be that of the end
 */
public record TokenSplitting(double rate, int[][] parts, long end, long padding) {

  /**
   * Checks the rate.
   *
   * @throws IllegalArgumentException if it is not in [0, 1)
   */
  public TokenSplitting {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("the rate must be in [0, 1), found " + rate);
    }
  }

  /**
   * A view of each caption.
   *
   * @param captions rows of start, tokens, end, padding; stay as they are
   * @param address decides what is taken apart; row i uses place i below it, so that a view does
   *     not depend on the other captions of a batch
   * @return rows of the same length
   * @throws IllegalArgumentException if a row has no end
   */
  public TokenRows view(TokenRows captions, RandomAddress address) {
    long[] ids = new long[captions.ids().length];
    for (int row = 0; row < captions.rows(); row++) {
      new Row(captions, row, ids, address.at(row).stream()).write();
    }
    return new TokenRows(ids, captions.rows(), captions.length(), captions.truncated());
  }

  /** One row on its way. */
  private final class Row {

    private final long[] from;
    private final long[] to;
    private final int begin;
    private final int length;
    private final SplittableRandom random;
    private int written;
    private int room;

    Row(TokenRows captions, int row, long[] to, SplittableRandom random) {
      this.from = captions.ids();
      this.to = to;
      this.length = captions.length();
      this.begin = row * length;
      this.random = random;
    }

    void write() {
      int last = 1;
      while (last < length && from[begin + last] != end) {
        last++;
      }
      if (last >= length) {
        throw new IllegalArgumentException(
            "caption %d has no end: expected token %d in its %d tokens"
                .formatted(begin / length, end, length));
      }
      room = length - last - 1;
      put(from[begin]);
      for (int i = 1; i < last; i++) {
        split(Math.toIntExact(from[begin + i]));
      }
      put(end);
      Arrays.fill(to, begin + written, begin + length, padding);
    }

    private void split(int token) {
      if (room > 0 && parts[token] != null && random.nextDouble() < rate) {
        room--;
        split(parts[token][0]);
        split(parts[token][1]);
      } else {
        put(token);
      }
    }

    private void put(long token) {
      to[begin + written++] = token;
    }
  }
}
