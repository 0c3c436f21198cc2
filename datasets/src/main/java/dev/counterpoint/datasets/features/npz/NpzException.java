package dev.counterpoint.datasets.features.npz;

import dev.counterpoint.datasets.CounterpointException;

/** A file that is no zip of NumPy arrays, or of arrays that are not read; names file and array. */
public final class NpzException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  NpzException(String where, String problem, String remedy) {
    super(where + ": " + problem, remedy);
  }

  NpzException(String where, String problem, String remedy, Throwable cause) {
    super(where + ": " + problem, remedy, cause);
  }
}
