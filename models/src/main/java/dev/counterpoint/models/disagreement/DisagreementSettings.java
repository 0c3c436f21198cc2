package dev.counterpoint.models.disagreement;

/**
 * What a {@link DisagreementLearner} is made of, and how it is trained.
 *
 * @param hidden units of the trunk of each modality, at least 1
 * @param width numbers of a modality's representation, even, at least 2: all of one part where
 *     there is one, a half of each where there are two
 * @param temperature of all contrasts, above 0
 * @param conditionScale of the kernel that weights negatives, above 0
 * @param noise deviation of what is added to each number of a view, in deviations of that number
 * @param epochs passes over the examples; 0 leaves towers at their first values
 * @param batch examples of a step, at least 2
 * @param learningRate at the first step, above 0; half a cosine
 */
public record DisagreementSettings(
    int hidden,
    int width,
    double temperature,
    double conditionScale,
    double noise,
    int epochs,
    int batch,
    double learningRate) {

  /** 128 units, 16 numbers, temperature 0.1, kernel 10, noise 0.3, 20 epochs of 256 at 1e-3. */
  public static final DisagreementSettings STANDARD =
      new DisagreementSettings(128, 16, 0.1, 10, 0.3, 20, 256, 1e-3);

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if one is out of its range; names it
   */
  public DisagreementSettings {
    check(hidden >= 1, "hidden must be at least 1", hidden);
    check(width >= 2 && width % 2 == 0, "width must be even and at least 2", width);
    check(temperature > 0, "temperature must be above 0", temperature);
    check(conditionScale > 0, "conditionScale must be above 0", conditionScale);
    check(noise >= 0, "noise must be 0 or more", noise);
    check(epochs >= 0, "epochs must be 0 or more", epochs);
    check(batch >= 2, "batch must be at least 2", batch);
    check(learningRate > 0, "learningRate must be above 0", learningRate);
  }

  /** The same with other towers, views and negatives, for another number of epochs. */
  public DisagreementSettings with(
      int otherWidth, double otherScale, double otherNoise, int otherEpochs) {
    return new DisagreementSettings(
        hidden, otherWidth, temperature, otherScale, otherNoise, otherEpochs, batch, learningRate);
  }

  /** The same for another number of epochs. */
  public DisagreementSettings withEpochs(int number) {
    return new DisagreementSettings(
        hidden, width, temperature, conditionScale, noise, number, batch, learningRate);
  }

  /** The same with other batches. */
  public DisagreementSettings withBatch(int number) {
    return new DisagreementSettings(
        hidden, width, temperature, conditionScale, noise, epochs, number, learningRate);
  }

  private static void check(boolean holds, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException("%s, not %s".formatted(expected, found));
    }
  }
}
