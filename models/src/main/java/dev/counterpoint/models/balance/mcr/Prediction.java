package dev.counterpoint.models.balance.mcr;

/** What of the prediction the features are reconstructed from (y in equation 11). */
public enum Prediction {

  /** The fused scores, as in the authors' code. */
  LOGITS,

  /** Their softmax. */
  PROBABILITIES
}
