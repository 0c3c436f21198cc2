package dev.counterpoint.datasets.colored;

/**
 * Which label decides the colour; Huang et al. 2024 leave it open, Arjovsky et al. 2019 use the
 * noisy one.
 */
public enum ColorSource {
  /** The label after label noise: colour predicts the label that the model is trained on. */
  NOISY_LABEL,
  /** The label that the picture shows. */
  CLEAN_LABEL
}
