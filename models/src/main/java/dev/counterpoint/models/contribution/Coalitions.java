package dev.counterpoint.models.contribution;

import java.util.function.IntToDoubleFunction;

/**
 * What every subset of M modalities is worth, and what follows for each modality. A subset is a bit
 * mask: modality m belongs to it where bit m is set.
 */
public final class Coalitions {

  /** More would be over 4,096 subsets. */
  public static final int MOST_MODALITIES = 12;

  private final int modalities;
  private final double[] values;

  private Coalitions(int modalities, double[] values) {
    this.modalities = modalities;
    this.values = values;
  }

  /**
   * Asks for the value of every subset once, the empty one first.
   *
   * @param modalities M, 1 to {@value #MOST_MODALITIES}
   * @param value of a subset
   * @throws IllegalArgumentException if M is out of its range
   */
  public static Coalitions of(int modalities, IntToDoubleFunction value) {
    if (modalities < 1 || modalities > MOST_MODALITIES) {
      throw new IllegalArgumentException(
          "values of all subsets are for 1 .. %d modalities, not %d"
              .formatted(MOST_MODALITIES, modalities));
    }
    double[] values = new double[1 << modalities];
    for (int subset = 0; subset < values.length; subset++) {
      values[subset] = value.applyAsDouble(subset);
    }
    return new Coalitions(modalities, values);
  }

  /** M. */
  public int modalities() {
    return modalities;
  }

  /** The value of a subset. */
  public double value(int subset) {
    return values[subset];
  }

  /** The value of all modalities together. */
  public double all() {
    return values[values.length - 1];
  }

  /** The value of no modality. */
  public double none() {
    return values[0];
  }

  /** The value of one modality alone. */
  public double alone(int modality) {
    return values[1 << modality];
  }

  /** The value of all modalities but one. */
  public double without(int modality) {
    return values[(values.length - 1) & ~(1 << modality)];
  }

  /**
   * Shapley values (Shapley 1953, "A Value for n-Person Games", theorem): what a modality adds to
   * those before it, mean over all orders of the modalities. They sum to {@link #all} minus {@link
   * #none}.
   *
   * @return one for each modality, in the unit of the values
   */
  public double[] shapley() {
    double[] shares = new double[modalities];
    for (int m = 0; m < modalities; m++) {
      for (int subset = 0; subset < values.length; subset++) {
        if ((subset & 1 << m) == 0) {
          double weight = 1 / (modalities * binomial(modalities - 1, Integer.bitCount(subset)));
          shares[m] += weight * (values[subset | 1 << m] - values[subset]);
        }
      }
    }
    return shares;
  }

  /**
   * Shapley interaction index of two modalities (Grabisch and Roubens 1999, "An axiomatic approach
   * to the concept of interaction among players in cooperative games", eq. 3): what one adds more
   * beside the other than without it, mean over the others. Above zero they complement each other,
   * below zero each can stand in for the other.
   *
   * @throws IllegalArgumentException if the two are one
   */
  public double interaction(int one, int other) {
    if (one == other) {
      throw new IllegalArgumentException("an interaction is between two modalities");
    }
    int both = 1 << one | 1 << other;
    double sum = 0;
    for (int subset = 0; subset < values.length; subset++) {
      if ((subset & both) == 0) {
        double weight = 1 / ((modalities - 1) * binomial(modalities - 2, Integer.bitCount(subset)));
        sum +=
            weight
                * (values[subset | both]
                    - values[subset | 1 << one]
                    - values[subset | 1 << other]
                    + values[subset]);
      }
    }
    return sum;
  }

  private static double binomial(int n, int k) {
    double ways = 1;
    for (int i = 1; i <= k; i++) {
      ways = ways * (n - k + i) / i;
    }
    return ways;
  }
}
