package dev.counterpoint.models.augment;

import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.text.TokenRows;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Views of captions: each token of a text is left out with some probability, and the others move
 * together. Start and end stay, and of every text that has tokens at least one. Made on the host,
 * where the captions are.
 *
 * @param rate probability that a token is left out, in [0, 1)
 * @param end id of the token that ends a text
 * @param padding id of what fills a row after the end; may be that of the end
 */
public record WordDropout(double rate, long end, long padding) {

  /**
   * Checks the rate.
   *
   * @throws IllegalArgumentException if it is not in [0, 1)
   */
  public WordDropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("the rate must be in [0, 1), found " + rate);
    }
  }

  /**
   * A view of each caption.
   *
   * @param captions rows of start, tokens, end, padding; stay as they are
   * @param address decides what is left out; row i uses place i below it, so that a view does not
   *     depend on the other captions of a batch
   * @return rows of the same length
   * @throws IllegalArgumentException if a row has no end
   */
  public TokenRows view(TokenRows captions, RandomAddress address) {
    int length = captions.length();
    long[] ids = new long[captions.ids().length];
    Arrays.fill(ids, padding);
    for (int row = 0; row < captions.rows(); row++) {
      drop(captions.ids(), ids, row * length, length, row, address.at(row).stream());
    }
    return new TokenRows(ids, captions.rows(), length, captions.truncated());
  }

  private void drop(
      long[] from, long[] to, int begin, int length, int row, SplittableRandom random) {
    int last = 1;
    while (last < length && from[begin + last] != end) {
      last++;
    }
    if (last >= length) {
      throw new IllegalArgumentException(
          "caption %d has no end: expected token %d in its %d tokens".formatted(row, end, length));
    }
    to[begin] = from[begin];
    int written = 1;
    for (int i = 1; i < last; i++) {
      if (random.nextDouble() >= rate) {
        to[begin + written++] = from[begin + i];
      }
    }
    if (written == 1 && last > 1) {
      to[begin + written++] = from[begin + 1 + random.nextInt(last - 1)];
    }
    to[begin + written] = end;
  }
}
