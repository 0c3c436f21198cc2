package dev.counterpoint.models.optimizer;

/**
 * The learning rate over a training: linear warm-up, then constant or half a cosine down to zero
 * (Loshchilov and Hutter 2017, "SGDR", equation 5 with one cycle).
 *
 * @param peak the rate after warm-up, above 0
 * @param warmupSteps steps of linear rise, 0 or more
 * @param totalSteps steps of the whole training, at least 1
 * @param decay what follows the warm-up
 */
public record LearningRate(double peak, long warmupSteps, long totalSteps, Decay decay) {

  /** What follows the warm-up. */
  public enum Decay {
    /** The peak until the end. */
    CONSTANT,
    /** Half a cosine from the peak to zero. */
    COSINE
  }

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public LearningRate {
    if (!(peak > 0 && peak < Double.POSITIVE_INFINITY) || warmupSteps < 0 || totalSteps < 1) {
      throw new IllegalArgumentException(
          "learning rate %s, warm-up %d of %d steps: expected above 0, 0 or more, at least 1"
              .formatted(peak, warmupSteps, totalSteps));
    }
  }

  /**
   * The rate of one step.
   *
   * @param step counted from 0
   */
  public double at(long step) {
    if (step < warmupSteps) {
      return peak * (step + 1) / warmupSteps;
    }
    if (decay == Decay.CONSTANT) {
      return peak;
    }
    double progress =
        Math.min(1, (step - warmupSteps) / (double) Math.max(1, totalSteps - warmupSteps));
    return peak * 0.5 * (1 + Math.cos(Math.PI * progress));
  }
}
