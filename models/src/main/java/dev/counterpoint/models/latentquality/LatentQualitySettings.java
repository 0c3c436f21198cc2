package dev.counterpoint.models.latentquality;

import java.util.List;

/**
 * A linear family: K modalities of independent standard normal numbers, a latent of few numbers
 * that is linear in all of them, and a label that is linear in the latent, with noise.
 *
 * @param dimensions numbers of each modality
 * @param strengths how much each modality says of the latent, above 0
 * @param latent numbers of the latent, below {@code outputs}
 * @param outputs numbers of the label
 * @param noise deviation of each of the label's numbers
 */
public record LatentQualitySettings(
    List<Integer> dimensions, List<Double> strengths, int latent, int outputs, double noise) {

  /** Three modalities, one strong, one weaker, one weak. */
  public static final LatentQualitySettings THREE =
      new LatentQualitySettings(List.of(10, 10, 10), List.of(1.0, 0.5, 0.2), 2, 6, 1);

  /**
   * Copies the lists and checks the ranges.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public LatentQualitySettings {
    dimensions = List.copyOf(dimensions);
    strengths = List.copyOf(strengths);
    boolean ranges =
        !dimensions.isEmpty()
            && dimensions.size() == strengths.size()
            && dimensions.stream().allMatch(d -> d >= 1)
            && strengths.stream().allMatch(s -> s > 0 && s < Double.POSITIVE_INFINITY)
            && latent >= 1
            && latent < outputs
            && noise >= 0
            && noise < Double.POSITIVE_INFINITY;
    if (!ranges) {
      throw new IllegalArgumentException(
          ("expected a dimension of at least 1 and a strength above 0 for each modality, fewer"
                  + " latent numbers than outputs, and noise of 0 or more, found %s, %s, %d, %d, %s")
              .formatted(dimensions, strengths, latent, outputs, noise));
    }
    for (int d : dimensions) {
      if (d < latent) {
        throw new IllegalArgumentException(
            "a modality must have at least as many numbers as the latent, found %d and %d"
                .formatted(d, latent));
      }
    }
  }

  /** K. */
  public int modalities() {
    return dimensions.size();
  }

  /** Numbers of all modalities together. */
  public int inputs() {
    return dimensions.stream().mapToInt(d -> d).sum();
  }
}
