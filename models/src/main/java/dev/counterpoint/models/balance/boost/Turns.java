package dev.counterpoint.models.balance.boost;

/**
 * Who learns in which epoch: each modality in its turn, and after each turn all that had one
 * together.
 *
 * @param modalities M, at least 1
 * @param own epochs of a modality's turn, at least 1
 * @param together epochs that follow each turn, 0 or more
 */
record Turns(int modalities, int own, int together) {

  /** The modality whose turn it is; -1 where all learn together. */
  int learner(int epoch) {
    return epoch % (own + together) < own ? slot(epoch) : -1;
  }

  /** How many modalities, from the first, have had a turn that is over. */
  int done(int epoch) {
    if (epoch >= modalities * (own + together)) {
      return modalities;
    }
    return slot(epoch) + (learner(epoch) < 0 ? 1 : 0);
  }

  private int slot(int epoch) {
    return epoch / (own + together) % modalities;
  }
}
