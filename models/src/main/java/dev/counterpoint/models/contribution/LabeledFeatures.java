package dev.counterpoint.models.contribution;

import dev.counterpoint.models.probe.FeatureMatrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Features of N examples with M modalities on the host, and their labels.
 *
 * @param modalities {@code (N, F)} of each modality, in the model's order; F may differ
 * @param labels {@code (N)} classes, from 0; not copied
 */
public record LabeledFeatures(List<FeatureMatrix> modalities, int[] labels) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is no modality, or numbers of examples differ
   */
  public LabeledFeatures {
    modalities = List.copyOf(modalities);
    if (modalities.isEmpty()) {
      throw new IllegalArgumentException("expected features of at least one modality");
    }
    for (FeatureMatrix features : modalities) {
      if (features.rows() != labels.length) {
        throw new IllegalArgumentException(
            "expected features of %d examples, one for each label, found %d"
                .formatted(labels.length, features.rows()));
      }
    }
  }

  /** Number of examples, N. */
  public int size() {
    return labels.length;
  }

  /** Features of one modality. */
  public FeatureMatrix of(int modality) {
    return modalities.get(modality);
  }

  /** The same with other features of one modality. */
  public LabeledFeatures with(int modality, FeatureMatrix other) {
    List<FeatureMatrix> changed = new ArrayList<>(modalities);
    changed.set(modality, other);
    return new LabeledFeatures(changed, labels);
  }
}
