package dev.counterpoint.models.balance.mcr;

/** What a divergence does with the distribution of the examples as they are. */
public enum Reference {

  /**
   * It learns as the permuted one does: the gradient of equations 12 and 13 is that of the whole
   * divergence.
   */
  OWN,

  /** It is a constant: only the permuted distribution is moved. */
  CONSTANT
}
