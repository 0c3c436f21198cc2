package dev.counterpoint.models.interactions.program;

import dev.counterpoint.datasets.CounterpointException;

/** Three pairwise margins that no distribution has all at once, though each two agree. */
public final class IncompatibleMarginsException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  IncompatibleMarginsException() {
    super(
        "no distribution has all three of these margins: p(x1, x2), p(x1, y) and p(x2, y)",
        "They may come from different samples, or from too few: use a bound that needs only two of"
            + " them (RedundancyBound.LARGER), fewer clusters, or more examples.");
  }
}
