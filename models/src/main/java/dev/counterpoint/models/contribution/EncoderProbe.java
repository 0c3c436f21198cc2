package dev.counterpoint.models.contribution;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.models.prediction.Logits;
import dev.counterpoint.models.probe.LinearProbe;
import java.util.Optional;

/**
 * What a linear classifier reads from one encoder's features: fitted on training examples, its
 * regularisation chosen on validation examples.
 *
 * @param accuracy on test examples, in [0, 1]
 * @param validationAccuracy of the choice
 * @param c inverse strength of the regularisation, as in scikit-learn
 * @param converged whether the fit did
 */
public record EncoderProbe(
    double accuracy, double validationAccuracy, double c, boolean converged) {

  /** Labels of probes are bytes. */
  private static final int MOST_CLASSES = Byte.MAX_VALUE;

  /**
   * Fits and measures.
   *
   * @param modality of the features
   * @param classes number of classes
   * @param manager where it computes
   * @return empty where there are more classes than a probe takes
   */
  public static Optional<EncoderProbe> of(
      int modality,
      LabeledFeatures train,
      LabeledFeatures validation,
      LabeledFeatures test,
      int classes,
      NDManager manager) {
    if (classes > MOST_CLASSES) {
      return Optional.empty();
    }
    LinearProbe.Selection selection =
        LinearProbe.select(
            train.of(modality),
            bytes(train.labels()),
            validation.of(modality),
            bytes(validation.labels()),
            classes,
            manager);
    Logits scores =
        new Logits(selection.classifier().scores(test.of(modality)), test.size(), classes);
    double chosen =
        selection.candidates().stream()
            .filter(candidate -> candidate.fit().c() == selection.c())
            .findFirst()
            .orElseThrow()
            .heldOutAccuracy();
    return Optional.of(
        new EncoderProbe(
            scores.accuracy(test.labels()),
            chosen,
            selection.c(),
            selection.classifier().fit().converged()));
  }

  private static byte[] bytes(int[] labels) {
    byte[] narrow = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      narrow[i] = (byte) labels[i];
    }
    return narrow;
  }
}
