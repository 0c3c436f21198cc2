package dev.counterpoint.datasets.spoken;

import dev.counterpoint.datasets.CounterpointException;

/** A WAV file among the recordings whose name does not say what is in it. */
public final class RecordingNameException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  RecordingNameException(String problem, String remedy) {
    super(problem, remedy);
  }
}
