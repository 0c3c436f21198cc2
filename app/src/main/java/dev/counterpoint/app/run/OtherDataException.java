package dev.counterpoint.app.run;

import dev.counterpoint.datasets.CounterpointException;

/** The captioned pictures that were found are not those that the run was trained on. */
public final class OtherDataException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  OtherDataException(String problem, String remedy) {
    super(problem, remedy);
  }
}
