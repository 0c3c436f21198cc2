package dev.counterpoint.datasets.captioned.split;

import dev.counterpoint.datasets.CounterpointException;

/** A split that a data set does not have, or that puts a picture in two parts. */
public final class SplitException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  SplitException(String problem, String remedy) {
    super(problem, remedy);
  }
}
