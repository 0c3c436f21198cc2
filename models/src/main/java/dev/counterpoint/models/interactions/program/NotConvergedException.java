package dev.counterpoint.models.interactions.program;

import dev.counterpoint.datasets.CounterpointException;
import java.util.Locale;

/** A convex program whose certificate does not reach the wanted accuracy. */
public final class NotConvergedException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private final double gap;

  NotConvergedException(String program, double gap, double wanted, int iterations) {
    super(
        String.format(
            Locale.ROOT,
            "%s: after %d iterations the duality gap is %.3g bits, expected at most %.3g",
            program,
            iterations,
            gap,
            wanted),
        "Probabilities that differ by very many powers of ten may be the reason: merge rare symbols"
            + " with others, or leave out cells that are next to nothing.");
    this.gap = gap;
  }

  /** What the certificate reached, bits; NaN where there is none. */
  public double gap() {
    return gap;
  }
}
