package dev.counterpoint.models.latentquality;

import dev.counterpoint.models.prediction.Logits;
import java.util.Arrays;

/**
 * Losses of held-out examples, one each, whose mean estimates a population risk. Those of the same
 * examples can be subtracted, so that a difference has the standard error of pairs.
 *
 * @param values {@code (N)}, N at least 1; not copied, do not change
 */
public record ExampleLosses(double[] values) {

  /**
   * Checks that there is an example.
   *
   * @throws IllegalArgumentException if there is none
   */
  public ExampleLosses {
    if (values.length == 0) {
      throw new IllegalArgumentException("expected losses of at least one example");
    }
  }

  /**
   * Cross-entropies, nats.
   *
   * @param labels {@code (N)} classes
   * @throws IllegalArgumentException if labels do not fit the scores
   */
  public static ExampleLosses crossEntropy(Logits scores, int[] labels) {
    scores.accuracy(labels);
    double[] values = new double[labels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = -scores.logProbabilities(i)[labels[i]];
    }
    return new ExampleLosses(values);
  }

  /**
   * 1 where the prediction is not the label, 0 elsewhere.
   *
   * @param labels {@code (N)} classes
   * @throws IllegalArgumentException if labels do not fit the scores
   */
  public static ExampleLosses error(Logits scores, int[] labels) {
    scores.accuracy(labels);
    int[] predicted = scores.predict();
    double[] values = new double[labels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = predicted[i] == labels[i] ? 0 : 1;
    }
    return new ExampleLosses(values);
  }

  /** The same, none above C: a loss in [0, C]. */
  public ExampleLosses clipped(double bound) {
    return new ExampleLosses(Arrays.stream(values).map(v -> Math.min(v, bound)).toArray());
  }

  /**
   * These less others of the same examples.
   *
   * @throws IllegalArgumentException if there are not as many
   */
  public ExampleLosses less(ExampleLosses other) {
    if (other.values.length != values.length) {
      throw new IllegalArgumentException(
          "expected losses of the same examples, found %d and %d"
              .formatted(values.length, other.values.length));
    }
    double[] differences = new double[values.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = values[i] - other.values[i];
    }
    return new ExampleLosses(differences);
  }

  /** The risk. */
  public double mean() {
    return Arrays.stream(values).sum() / values.length;
  }

  /** Standard error of {@link #mean}; NaN for one example. */
  public double standardError() {
    double mean = mean();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.length - 1) / values.length);
  }
}
