package dev.counterpoint.app.fusion.evaluation;

import dev.counterpoint.datasets.CounterpointException;

/** Predictions that do not fit together: within their file, or those of several models. */
public final class PredictionsException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  PredictionsException(String problem, Throwable cause) {
    super(
        problem,
        "Evaluate the runs again, all of them on the same data with the same seed of the split.",
        cause);
  }
}
