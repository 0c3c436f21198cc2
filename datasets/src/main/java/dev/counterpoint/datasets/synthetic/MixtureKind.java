package dev.counterpoint.datasets.synthetic;

import java.util.List;

/**
 * A kind of example: where its label can be read.
 *
 * @param name as it stands in reports
 * @param modalities the modalities that carry the label, counted from 0, rising; all others are
 *     pure noise
 * @param carriage how they carry it
 * @param share of the examples, 0 to 1
 */
public record MixtureKind(String name, List<Integer> modalities, Carriage carriage, double share) {

  /** How modalities carry a label. */
  public enum Carriage {
    /** Each of them on its own: one is enough. */
    EACH,
    /**
     * Only all of them together: each shows a class of its own, uniform and independent of the
     * label, and the label is the sum of them modulo the number of classes.
     */
    TOGETHER
  }

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is no modality, one comes twice or falls, a share is
   *     out of its range, or a modality is to be read together with none
   */
  public MixtureKind {
    modalities = List.copyOf(modalities);
    int least = carriage == Carriage.TOGETHER ? 2 : 1;
    if (name.isBlank() || modalities.size() < least) {
      throw new IllegalArgumentException(
          "a kind has a name and at least %d modalities, not '%s' and %s"
              .formatted(least, name, modalities));
    }
    for (int i = 0; i < modalities.size(); i++) {
      if (modalities.get(i) < (i == 0 ? 0 : modalities.get(i - 1) + 1)) {
        throw new IllegalArgumentException(
            "kind '%s': modalities must be from 0 and rise, not %s".formatted(name, modalities));
      }
    }
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "kind '%s': share must be 0 to 1, not %s".formatted(name, share));
    }
  }
}
