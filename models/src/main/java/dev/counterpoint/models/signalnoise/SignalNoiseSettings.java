package dev.counterpoint.models.signalnoise;

/**
 * Constants of the experiment (Huang et al. 2024, section 6). The paper states all but temperature
 * and initial deviation.
 *
 * @param dimension d of a patch, of both modalities
 * @param examples n, full batch
 * @param testExamples out of distribution
 * @param neurons m of each network
 * @param signal length of mu, the first modality's signal
 * @param secondRatio C_mu: the second modality's signal over the first's
 * @param noise deviation of each number of a noise patch
 * @param augmentationNoise deviation of what the single-modal positive's noise patch gets added
 * @param testSignal length of nu, the signal out of distribution, along mu
 * @param temperature tau
 * @param initialDeviation sigma_0 of each first weight
 * @param learningRate eta
 * @param epochs steps of full-batch gradient descent
 * @param ridge of the logistic head, on standardised features
 */
public record SignalNoiseSettings(
    int dimension,
    int examples,
    int testExamples,
    int neurons,
    double signal,
    double secondRatio,
    double noise,
    double augmentationNoise,
    double testSignal,
    double temperature,
    double initialDeviation,
    double learningRate,
    int epochs,
    double ridge) {

  /** As in the paper; the temperature and initial deviation with which its losses converge. */
  public static final SignalNoiseSettings PAPER =
      new SignalNoiseSettings(2_000, 100, 200, 50, 5, 3, 1, 0.1, 2, 0.05, 1e-4, 0.01, 200, 0.01);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public SignalNoiseSettings {
    if (dimension < 2 || examples < 2 || testExamples < 1 || neurons < 1 || epochs < 0) {
      throw new IllegalArgumentException(
          "expected at least 2 dimensions, 2 examples, 1 test example and 1 neuron,"
              + " found %d, %d, %d and %d".formatted(dimension, examples, testExamples, neurons));
    }
    require(signal, "signal");
    require(secondRatio, "second ratio");
    require(noise, "noise");
    require(augmentationNoise, "augmentation noise");
    require(testSignal, "test signal");
    require(temperature, "temperature");
    require(initialDeviation, "initial deviation");
    require(learningRate, "learning rate");
    require(ridge, "ridge");
  }

  private static void require(double value, String what) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s must be above 0 and finite, found %s".formatted(what, value));
    }
  }

  /** Signal over noise: the length of mu over that of a noise patch. */
  public double signalToNoise() {
    return signal / (noise * Math.sqrt(dimension));
  }

  /** With other strengths of the signals. */
  public SignalNoiseSettings withSignals(double first, double ratio) {
    return new SignalNoiseSettings(
        dimension,
        examples,
        testExamples,
        neurons,
        first,
        ratio,
        noise,
        augmentationNoise,
        testSignal,
        temperature,
        initialDeviation,
        learningRate,
        epochs,
        ridge);
  }

  /** With what the paper leaves open. */
  public SignalNoiseSettings withOpen(double otherTemperature, double otherDeviation) {
    return new SignalNoiseSettings(
        dimension,
        examples,
        testExamples,
        neurons,
        signal,
        secondRatio,
        noise,
        augmentationNoise,
        testSignal,
        otherTemperature,
        otherDeviation,
        learningRate,
        epochs,
        ridge);
  }

  /** With another penalty of the head. */
  public SignalNoiseSettings withRidge(double other) {
    return new SignalNoiseSettings(
        dimension,
        examples,
        testExamples,
        neurons,
        signal,
        secondRatio,
        noise,
        augmentationNoise,
        testSignal,
        temperature,
        initialDeviation,
        learningRate,
        epochs,
        other);
  }
}
