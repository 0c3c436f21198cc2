package dev.counterpoint.inference.search.folder;

import dev.counterpoint.datasets.CounterpointException;
import java.nio.file.Path;

/** A model makes zeros of a picture, or numbers without end: it has no place in an index. */
public final class NoDirectionException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  NoDirectionException(Path file) {
    super(file + ": the model's embedding of it has no direction", "Use another model for it.");
  }
}
