package dev.counterpoint.datasets.features;

import dev.counterpoint.datasets.CounterpointException;

/** Arrays that make no data set; names file, array and row. */
public final class FeatureDataException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  FeatureDataException(String where, String problem, String remedy) {
    super(where + ": " + problem, remedy);
  }
}
