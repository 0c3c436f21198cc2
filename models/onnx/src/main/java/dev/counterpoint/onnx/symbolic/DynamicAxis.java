package dev.counterpoint.onnx.symbolic;

import dev.counterpoint.onnx.error.InvalidExportException;

/**
 * An axis whose size is chosen when the model runs.
 *
 * @param name its name in the model: {@code batch}, {@code sequence}
 * @param minimum the smallest size that the block accepts
 * @param maximum the largest size that the block accepts
 */
public record DynamicAxis(String name, long minimum, long maximum) {

  /** Checks the range; tracing needs four different sizes above 1. */
  public DynamicAxis {
    if (minimum < 1 || maximum < Math.max(2, minimum) + 3) {
      throw new InvalidExportException(
          "The dynamic axis '%s' may have sizes %d to %d; to tell what follows the size, the range must"
                  .formatted(name, minimum, maximum)
              + " start at 1 or above and hold at least four sizes of 2 or more. Use a fixed size if"
              + " there is only one.");
    }
  }

  /** The size in the first trace. Size 1 broadcasts and squeezes, so it would mislead. */
  long low() {
    return Math.max(2, minimum);
  }
}
