package dev.counterpoint.models.probe;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.probe.LinearClassifier.Fit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a linear classifier can read from features: multinomial logistic regression on standardised
 * features, fitted until it has converged.
 *
 * <p>Regularisation is scikit-learn's {@code C}: the sum of losses plus {@code ||W||^2 / (2 C)},
 * bias free, so that one C means the same prior at any number of examples. With two classes both
 * have weights, as in scikit-learn's multinomial form; its binary form has the same solution at
 * twice the C.
 */
public final class LinearProbe {

  /** The fit has converged where the gradient is this share of that at zero weights. */
  public static final double TOLERANCE = 1e-4;

  /** A fit ends after so many iterations, converged or not. */
  public static final int MOST_ITERATIONS = 500;

  private static final double[] GRID = {1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100};
  private static final int LARGEST_FIT = 10_000;
  private static final int LARGEST_HELD_OUT = 5_000;

  private LinearProbe() {}

  /**
   * One value of C that was tried.
   *
   * @param fit on the part of the training examples that was not held out
   * @param heldOutAccuracy in [0, 1]
   */
  public record Candidate(Fit fit, double heldOutAccuracy) {}

  /**
   * A probe whose regularisation was chosen on held-out training examples.
   *
   * @param classifier fitted on the training examples with the chosen C
   * @param c the C with the best accuracy; the smallest of those that are equal
   * @param candidates all that were tried, from strong to weak regularisation
   * @param heldOut number of examples that C was chosen on
   */
  public record Selection(
      LinearClassifier classifier, double c, List<Candidate> candidates, int heldOut) {}

  /**
   * Fits a probe.
   *
   * @param features training examples
   * @param labels class of each example
   * @param classes number of classes, at least 2
   * @param c inverse strength of the regularisation, above 0
   * @param manager where it computes; the classifier computes there, too
   * @throws IllegalArgumentException if labels do not fit the features or the classes, or c is not
   *     above 0
   */
  public static LinearClassifier fit(
      FeatureMatrix features, byte[] labels, int classes, double c, NDManager manager) {
    Labels.require(labels, features.rows(), classes);
    Standardization scale = Standardization.of(features);
    try (SoftmaxRegression function =
        new SoftmaxRegression(features, labels, classes, scale, manager)) {
      double[] zero = new double[function.size()];
      return fitted(minimize(function, c, zero), scale, c, classes, manager);
    }
  }

  /**
   * Chooses C by accuracy on held-out training examples (at most 5,000, and at most 10,000 to fit
   * on; a third of them where there are fewer), then fits a probe on all of them. Fits go from
   * strong to weak regularisation, each from where the one before ended.
   *
   * @param features training examples, at least 2
   * @param labels class of each example
   * @param classes number of classes, at least 2
   * @param address draws the examples that are held out
   * @param manager where it computes; the classifier computes there, too
   * @throws IllegalArgumentException if labels do not fit the features or the classes, or there are
   *     fewer than 2 examples
   */
  public static Selection select(
      FeatureMatrix features,
      byte[] labels,
      int classes,
      RandomAddress address,
      NDManager manager) {
    Labels.require(labels, features.rows(), classes);
    if (features.rows() < 2) {
      throw new IllegalArgumentException("choosing C takes at least 2 examples, found 1");
    }
    int[] order = address.permutation(features.rows());
    int heldOut = Math.min(LARGEST_HELD_OUT, Math.max(1, features.rows() / 3));
    int[] held = Arrays.copyOf(order, heldOut);
    int end = Math.min(order.length, heldOut + LARGEST_FIT);
    int[] used = Arrays.copyOfRange(order, heldOut, end);
    Selection found =
        select(
            features.select(used),
            Labels.select(labels, used),
            features.select(held),
            Labels.select(labels, held),
            classes,
            manager);
    LinearClassifier classifier = fit(features, labels, classes, found.c, manager);
    return new Selection(classifier, found.c, found.candidates, heldOut);
  }

  /**
   * Chooses C by accuracy on examples that are given for it; the probe is fitted on the others
   * only.
   *
   * @param features training examples
   * @param labels class of each
   * @param heldOut examples that C is chosen on
   * @param heldOutLabels class of each
   * @param classes number of classes, at least 2
   * @param manager where it computes; the classifier computes there, too
   * @throws IllegalArgumentException if labels do not fit the features or the classes
   */
  public static Selection select(
      FeatureMatrix features,
      byte[] labels,
      FeatureMatrix heldOut,
      byte[] heldOutLabels,
      int classes,
      NDManager manager) {
    Labels.require(labels, features.rows(), classes);
    Labels.require(heldOutLabels, heldOut.rows(), classes);
    Standardization scale = Standardization.of(features);
    List<Candidate> candidates = new ArrayList<>();
    Candidate best = null;
    LinearClassifier chosen = null;
    try (SoftmaxRegression function =
        new SoftmaxRegression(features, labels, classes, scale, manager)) {
      double[] point = new double[function.size()];
      for (double c : GRID) {
        Minimum minimum = minimize(function, c, point);
        point = minimum.result.point();
        LinearClassifier classifier = fitted(minimum, scale, c, classes, manager);
        double accuracy =
            Confusion.of(heldOutLabels, classifier.predict(heldOut), classes).accuracy();
        Candidate candidate = new Candidate(classifier.fit(), accuracy);
        candidates.add(candidate);
        if (best == null || accuracy > best.heldOutAccuracy) {
          best = candidate;
          chosen = classifier;
        }
      }
    }
    return new Selection(chosen, best.fit.c(), List.copyOf(candidates), heldOut.rows());
  }

  private record Minimum(Lbfgs.Result result, double gradientAtZero) {}

  private static Minimum minimize(SoftmaxRegression function, double c, double[] start) {
    if (!(c > 0) || c == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("C must be above 0 and finite, found " + c);
    }
    function.prepare(c, start);
    double[] gradient = new double[start.length];
    function.evaluate(new double[start.length], gradient);
    double scale = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
    Lbfgs.Result result = Lbfgs.minimize(function, start, TOLERANCE * scale, MOST_ITERATIONS);
    return new Minimum(result, scale);
  }

  /** Biases are shifted to mean zero, which changes no probability and makes them unique. */
  private static LinearClassifier fitted(
      Minimum minimum, Standardization scale, double c, int classes, NDManager manager) {
    Lbfgs.Result result = minimum.result;
    double[] point = result.point();
    int end = point.length - classes;
    float[] weights = new float[end];
    for (int k = 0; k < end; k++) {
      weights[k] = (float) point[k];
    }
    double mean = Arrays.stream(point, end, point.length).average().orElseThrow();
    float[] bias = new float[classes];
    for (int k = 0; k < classes; k++) {
      bias[k] = (float) (point[end + k] - mean);
    }
    double share = minimum.gradientAtZero == 0 ? 0 : result.gradientNorm() / minimum.gradientAtZero;
    Fit fit = new Fit(c, result.converged(), result.iterations(), share, result.value());
    return new LinearClassifier(scale, weights, bias, fit, manager);
  }
}
