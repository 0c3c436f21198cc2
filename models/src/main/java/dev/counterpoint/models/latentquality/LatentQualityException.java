package dev.counterpoint.models.latentquality;

import dev.counterpoint.datasets.CounterpointException;

/** Examples whose latent quality cannot be estimated. */
public final class LatentQualityException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  LatentQualityException(String problem, String remedy) {
    super(problem, remedy);
  }
}
