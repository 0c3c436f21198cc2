package dev.counterpoint.models.interactions;

import dev.counterpoint.datasets.CounterpointException;

/** Numbers that are no distribution, or one of which there is nothing to ask. */
public final class MalformedDistributionException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param problem what is wrong and where, expected and found
   * @param remedy what to do
   */
  public MalformedDistributionException(String problem, String remedy) {
    super(problem, remedy);
  }
}
