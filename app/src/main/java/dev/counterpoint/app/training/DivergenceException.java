package dev.counterpoint.app.training;

import dev.counterpoint.datasets.CounterpointException;

/** Training stopped because the loss, or a parameter, is no longer a finite number. */
public final class DivergenceException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private static final String REMEDY =
      "The last checkpoint before it is kept. Try a smaller optimizer.learningRate, a larger"
          + " objective.temperature, or optimizer.clipNorm=1.";

  private DivergenceException(String problem) {
    super(problem, REMEDY);
  }

  /** The loss of a step is not finite; steps and batches count from 0. */
  static DivergenceException ofLoss(long step, int stepsPerEpoch, float loss) {
    return new DivergenceException(
        "training diverged: the loss of %s is %s".formatted(place(step, stepsPerEpoch), loss));
  }

  /** A step has left a parameter that is not finite; steps and batches count from 0. */
  static DivergenceException ofParameter(long step, int stepsPerEpoch, String parameter) {
    return new DivergenceException(
        "training diverged: after %s, parameter %s is not finite"
            .formatted(place(step, stepsPerEpoch), parameter));
  }

  private static String place(long step, int stepsPerEpoch) {
    return "step %d (epoch %d, batch %d)"
        .formatted(step, step / stepsPerEpoch, step % stepsPerEpoch);
  }
}
