package dev.counterpoint.models.latentquality;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.models.prediction.Logits;
import dev.counterpoint.models.probe.LinearClassifier;
import dev.counterpoint.models.probe.LinearProbe;
import java.util.Arrays;

/**
 * An estimate of the quality of a trained latent (Huang et al. 2021, definition of eta): {@code
 * eta(g) = inf over heads h of r(h g) - r(h* g*)}, with r the expected cross-entropy in nats and
 * heads that are linear with a softmax.
 *
 * <p>The infimum is estimated by a head that is fitted anew on the frozen latents of many labeled
 * examples, its regularisation chosen by the cross-entropy of validation examples, and its risk by
 * test examples that nothing has seen. So eta is overestimated by what the fit lacks. The best
 * achievable risk, {@code r(h* g*)}, is not known on real data: {@link #eta} takes what is given
 * for it, such as the least risk of any latent with a refitted head. A wrong one moves all etas
 * alike and no gap between two of them.
 *
 * @param head fitted on the pool
 * @param c inverse strength of its regularisation that was chosen, as in scikit-learn
 * @param risk cross-entropies of the test examples, nats
 * @param error which of them are wrong
 */
public record LatentQuality(
    LinearClassifier head, double c, ExampleLosses risk, ExampleLosses error) {

  private static final double[] GRID = {1e-4, 1e-3, 1e-2, 1e-1, 1, 10};

  /** Labels of probes are bytes. */
  private static final int MOST_CLASSES = Byte.MAX_VALUE;

  /**
   * Refits the head and measures it.
   *
   * @param pool what the head is fitted on: as many labeled examples as there are, not only those
   *     that the encoders saw
   * @param validation what its regularisation is chosen by
   * @param test what it is measured on
   * @param classes C, 2 to 127
   * @param manager where it computes; the head computes there, too
   * @throws LatentQualityException if there are too many or too few classes, the pool has fewer
   *     examples than classes or shows only one class, or a part is empty
   * @throws IllegalArgumentException if a label has no class, or parts differ in their width
   */
  public static LatentQuality of(
      LabeledLatents pool,
      LabeledLatents validation,
      LabeledLatents test,
      int classes,
      NDManager manager) {
    require(pool.labels(), classes);
    for (LabeledLatents part : new LabeledLatents[] {validation, test}) {
      if (part.size() == 0) {
        throw new LatentQualityException(
            "no %s examples".formatted(part == test ? "test" : "validation"),
            "The head is chosen on validation examples and measured on test examples: give some.");
      }
    }
    byte[] labels = bytes(pool.labels());
    LinearClassifier best = null;
    double least = Double.POSITIVE_INFINITY;
    for (double c : GRID) {
      LinearClassifier head = LinearProbe.fit(pool.latents(), labels, classes, c, manager);
      double loss =
          ExampleLosses.crossEntropy(scores(head, validation, classes), validation.labels()).mean();
      if (best == null || loss < least) {
        best = head;
        least = loss;
      }
    }
    Logits scores = scores(best, test, classes);
    return new LatentQuality(
        best,
        best.fit().c(),
        ExampleLosses.crossEntropy(scores, test.labels()),
        ExampleLosses.error(scores, test.labels()));
  }

  /**
   * Checks labels that heads are fitted on.
   *
   * @param labels of the pool
   * @param classes C
   * @throws LatentQualityException as {@link #of}
   */
  public static void require(int[] labels, int classes) {
    if (classes < 2 || classes > MOST_CLASSES) {
      throw new LatentQualityException(
          "%d classes: expected 2 to %d".formatted(classes, MOST_CLASSES),
          classes < 2
              ? "With one class there is nothing to predict: give examples of another."
              : "Put rare classes together.");
    }
    if (labels.length < classes) {
      throw new LatentQualityException(
          "%d training examples for %d classes: expected at least one for each"
              .formatted(labels.length, classes),
          "Give more examples, or leave classes out.");
    }
    if (Arrays.stream(labels).distinct().count() < 2) {
      throw new LatentQualityException(
          "all %d training examples are of class %d".formatted(labels.length, labels[0]),
          "With one class there is nothing to predict: give examples of another.");
    }
  }

  /**
   * Latent quality in nats, 0 is best.
   *
   * @param best the best achievable risk, nats; an estimate, see the class
   */
  public double eta(double best) {
    return risk.mean() - best;
  }

  /**
   * The gap in latent quality, {@code gamma}: this less another of the same test examples; the best
   * achievable risk cancels.
   */
  public ExampleLosses gap(LatentQuality other) {
    return risk.less(other.risk);
  }

  /** Scores of the refitted head on any latents of the same encoders. */
  public Logits scores(LabeledLatents part) {
    return scores(head, part, head.bias().length);
  }

  private static Logits scores(LinearClassifier head, LabeledLatents part, int classes) {
    return new Logits(head.scores(part.latents()), part.size(), classes);
  }

  private static byte[] bytes(int[] labels) {
    byte[] narrow = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      narrow[i] = (byte) labels[i];
    }
    return narrow;
  }
}
