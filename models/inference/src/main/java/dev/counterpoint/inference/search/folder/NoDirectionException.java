package dev.counterpoint.inference.search.folder;

import dev.counterpoint.datasets.CounterpointException;

/** A model makes zeros of a picture or sentence, or numbers without end: it cannot be compared. */
public final class NoDirectionException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /** Names the picture or sentence. */
  public NoDirectionException(String what) {
    super(what + ": the model's embedding of it has no direction", "Use another model for it.");
  }
}
