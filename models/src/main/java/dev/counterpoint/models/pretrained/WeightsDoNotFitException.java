package dev.counterpoint.models.pretrained;

import dev.counterpoint.datasets.CounterpointException;

/** Published weights that are not those of the tower that was asked for. */
public final class WeightsDoNotFitException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param where the file
   * @param problem which tensor, expected and found
   * @param remedy what to do
   */
  public WeightsDoNotFitException(String where, String problem, String remedy) {
    super(where + ": " + problem, remedy);
  }
}
