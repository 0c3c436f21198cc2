package dev.counterpoint.datasets.audiovisual;

import dev.counterpoint.datasets.CounterpointException;

/** A class that one modality lacks in a part, so that no pairs of it can be made. */
public final class MissingClassException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  MissingClassException(String problem, String remedy) {
    super(problem, remedy);
  }
}
