package dev.counterpoint.models.learner;

/**
 * Where a training stands when it takes a step.
 *
 * @param step steps taken so far, over all epochs
 * @param stepsPerEpoch at least 1
 */
public record StepPlace(long step, int stepsPerEpoch) {

  /** Counted from 0. */
  public int epoch() {
    return (int) (step / stepsPerEpoch);
  }

  /** In {@code 0 .. stepsPerEpoch() - 1}. */
  public int stepInEpoch() {
    return (int) (step % stepsPerEpoch);
  }
}
