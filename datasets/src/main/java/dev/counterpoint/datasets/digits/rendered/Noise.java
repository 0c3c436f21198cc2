package dev.counterpoint.datasets.digits.rendered;

import java.util.SplittableRandom;

/** Random numbers that come out the same to the last bit on every machine. */
record Noise(SplittableRandom random) {

  /** Uniform in {@code [0, 1)}. */
  double uniform() {
    return random.nextDouble();
  }

  /** Uniform in {@code [low, high)}. */
  double uniform(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /**
   * Bell-shaped with mean 0, standard deviation 1 and no value beyond 3: the sum of three uniform
   * numbers. Bounded, so that no digit falls apart.
   */
  double bell() {
    return 2 * (random.nextDouble() + random.nextDouble() + random.nextDouble()) - 3;
  }

  /** A factor around 1: {@code exp(spread * bell())}. */
  double factor(double spread) {
    return StrictMath.exp(spread * bell());
  }
}
