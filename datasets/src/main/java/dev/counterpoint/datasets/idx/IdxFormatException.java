package dev.counterpoint.datasets.idx;

import dev.counterpoint.datasets.CounterpointException;

/** A file that is not the IDX file it should be: another format, cut off, corrupt, too long. */
public final class IdxFormatException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  IdxFormatException(String problem, String remedy) {
    super(problem, remedy);
  }

  IdxFormatException(String problem, String remedy, Throwable cause) {
    super(problem, remedy, cause);
  }
}
