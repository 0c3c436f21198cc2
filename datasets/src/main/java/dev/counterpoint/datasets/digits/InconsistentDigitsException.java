package dev.counterpoint.datasets.digits;

import dev.counterpoint.datasets.CounterpointException;

/** Files that are each in order but do not fit together, or not what they are to be used for. */
public final class InconsistentDigitsException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  InconsistentDigitsException(String problem, String remedy) {
    super(problem, remedy);
  }
}
