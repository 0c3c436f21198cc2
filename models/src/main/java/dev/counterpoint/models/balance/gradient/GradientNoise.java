package dev.counterpoint.models.balance.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.learner.StepGradients;
import java.util.SplittableRandom;

/**
 * Normal noise on gradients, for each parameter with the standard deviation of its gradient
 * (generalization enhancement: Peng et al. 2022). It is drawn on the host, from the address of step
 * and parameter, so that a resumed training draws the same; that takes some 10 ns for each number.
 */
final class GradientNoise {

  /** As in the release of Peng et al. */
  private static final double LEAST = 1e-8;

  private GradientNoise() {}

  /**
   * Scales the gradients of a block and adds noise as large as they were before.
   *
   * @param factor {@code (1)}
   * @param step address of the step
   * @param manager owner of what is made on the way
   */
  static void scale(
      StepGradients gradients,
      String block,
      NDArray factor,
      RandomAddress step,
      NDManager manager) {
    gradients
        .parameters(block)
        .forEach(
            (name, parameter) -> {
              try (NDManager scratch = manager.newSubManager()) {
                NDArray noise = noise(parameter, step.purpose(name), scratch);
                try (NDArray gradient = parameter.getArray().getGradient()) {
                  gradient.muli(factor).addi(noise);
                }
              }
            });
  }

  private static NDArray noise(Parameter parameter, RandomAddress address, NDManager scratch) {
    // What is computed belongs to the manager of its first operand, which must not be the
    // network's.
    NDArray gradient = parameter.getArray().getGradient();
    gradient.attach(scratch);
    NDArray deviations = gradient.sub(gradient.mean());
    NDArray freedom = Scores.constant(scratch, Math.max(1, gradient.size() - 1));
    NDArray deviation = deviations.mul(deviations).sum().div(freedom).sqrt();
    SplittableRandom random = address.stream();
    float[] values = new float[Math.toIntExact(gradient.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return scratch
        .create(values, gradient.getShape())
        .mul(deviation.add(Scores.constant(scratch, LEAST)));
  }
}
