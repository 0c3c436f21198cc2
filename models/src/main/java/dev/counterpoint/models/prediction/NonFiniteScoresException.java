package dev.counterpoint.models.prediction;

import dev.counterpoint.datasets.CounterpointException;

/** Scores that are no prediction: one of them is infinite or not a number. */
public final class NonFiniteScoresException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  NonFiniteScoresException(int row, int k, float value) {
    super(
        "the score of class %d for example %d is %s, expected a finite number"
            .formatted(k, row, value),
        "The model has probably diverged: train again with a smaller learning rate, or evaluate an"
            + " earlier checkpoint.");
  }
}
