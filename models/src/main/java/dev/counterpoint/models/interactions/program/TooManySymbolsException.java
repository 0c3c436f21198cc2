package dev.counterpoint.models.interactions.program;

import dev.counterpoint.datasets.CounterpointException;

/** A program whose equations would take too long and too much memory. */
public final class TooManySymbolsException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  TooManySymbolsException(int multipliers, int most) {
    super(
        "the convex program has %,d multipliers, one for each two symbols that occur together;"
                .formatted(multipliers)
            + " expected at most %,d".formatted(most),
        "Use fewer clusters, or merge rare symbols with others.");
  }
}
