package dev.counterpoint.models.probe;

import dev.counterpoint.datasets.CounterpointException;

/** Features that an evaluation cannot read: one of them is infinite or not a number. */
public final class NonFiniteFeaturesException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  NonFiniteFeaturesException(int row, int column, float value) {
    super(
        "feature %d of example %d is %s, expected a finite number".formatted(column, row, value),
        "The encoder that made it has probably diverged: train again with a smaller learning rate,"
            + " or evaluate an earlier checkpoint.");
  }
}
