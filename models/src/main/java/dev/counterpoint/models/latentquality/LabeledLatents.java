package dev.counterpoint.models.latentquality;

import dev.counterpoint.models.probe.FeatureMatrix;
import java.util.Arrays;
import java.util.List;

/**
 * What frozen encoders make of labeled examples, those of several modalities side by side.
 *
 * @param latents {@code (N, D)}
 * @param labels {@code (N)} classes, from 0; not copied
 */
public record LabeledLatents(FeatureMatrix latents, int[] labels) {

  /**
   * Checks the numbers of examples.
   *
   * @throws IllegalArgumentException if they differ
   */
  public LabeledLatents {
    if (latents.rows() != labels.length) {
      throw new IllegalArgumentException(
          "expected latents of %d examples, one for each label, found %d"
              .formatted(labels.length, latents.rows()));
    }
  }

  /**
   * Puts latents of several modalities side by side.
   *
   * @param modalities {@code (N, D)} of each, at least one
   * @throws IllegalArgumentException if there is none, or numbers of examples differ
   */
  public static LabeledLatents of(List<FeatureMatrix> modalities, int[] labels) {
    if (modalities.isEmpty()) {
      throw new IllegalArgumentException(
          "a subset of no modality; expected latents of at least one");
    }
    int columns = modalities.stream().mapToInt(FeatureMatrix::columns).sum();
    float[] values = new float[Math.multiplyExact(labels.length, columns)];
    int at = 0;
    for (FeatureMatrix one : modalities) {
      new LabeledLatents(one, labels);
      for (int row = 0; row < labels.length; row++) {
        System.arraycopy(
            one.values(), row * one.columns(), values, row * columns + at, one.columns());
      }
      at += one.columns();
    }
    return new LabeledLatents(new FeatureMatrix(values, labels.length, columns), labels);
  }

  /** Number of examples. */
  public int size() {
    return labels.length;
  }

  /** The first examples; all where there are fewer. */
  public LabeledLatents first(int count) {
    int rows = Math.min(count, size());
    return new LabeledLatents(
        new FeatureMatrix(
            Arrays.copyOf(latents.values(), rows * latents.columns()), rows, latents.columns()),
        Arrays.copyOf(labels, rows));
  }
}
