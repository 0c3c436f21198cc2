package dev.counterpoint.inference.search.approximate;

import dev.counterpoint.datasets.CounterpointException;

/** Vectors are wider than the graph takes. */
public final class TooWideException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  TooWideException(int width) {
    super(
        "approximate search takes vectors of up to %d numbers, these have %d"
            .formatted(ApproximateIndex.WIDEST, width),
        "Search exactly.");
  }
}
