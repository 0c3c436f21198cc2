package dev.counterpoint.app.recipe;

import dev.counterpoint.datasets.CounterpointException;

/** A recipe that cannot be used: an unknown key, a value of the wrong type or out of range. */
public final class RecipeException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /** Creates the error; see {@link CounterpointException}. */
  public RecipeException(String problem, String remedy) {
    super(problem, remedy);
  }
}
