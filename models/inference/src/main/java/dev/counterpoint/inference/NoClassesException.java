package dev.counterpoint.inference;

import dev.counterpoint.datasets.CounterpointException;

/** A model that knows no classes was asked for one. */
public final class NoClassesException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  NoClassesException(String where) {
    super(
        where + ": the model has no classes",
        "Use its features: 'embed' instead of 'classify'; or, if it reads sentences, name the classes:"
            + " 'classify --labels a,b,c'.");
  }
}
