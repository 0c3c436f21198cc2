package dev.counterpoint.models.signalnoise;

import dev.counterpoint.datasets.random.RandomAddress;
import java.util.SplittableRandom;

/**
 * What is drawn for a run: labels and noise, and first weights. Signals are along the first axis
 * for the first modality and along the second for the other.
 *
 * @param labels n of -1 and +1
 * @param noise n x d
 * @param augmented n x d: the positives' noise patches
 * @param second n x d: the second modality's noise patches
 * @param testLabels of the examples out of distribution
 * @param testNoise their noise patches
 * @param weights m x d, first weights of the first network
 * @param secondWeights m x d, of the second
 */
record SignalNoiseDraw(
    int[] labels,
    double[][] noise,
    double[][] augmented,
    double[][] second,
    int[] testLabels,
    double[][] testNoise,
    double[][] weights,
    double[][] secondWeights) {

  /** Draws; each part from a place of its own, so that no setting moves another's numbers. */
  static SignalNoiseDraw of(SignalNoiseSettings settings, long seed) {
    RandomAddress random = RandomAddress.seed(seed).purpose("signal-noise");
    int n = settings.examples();
    int d = settings.dimension();
    int m = settings.neurons();
    double[][] noise = gaussian(random.purpose("noise"), n, d, settings.noise());
    double[][] augmented =
        gaussian(random.purpose("augmentation"), n, d, settings.augmentationNoise());
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < d; k++) {
        augmented[i][k] += noise[i][k];
      }
    }
    return new SignalNoiseDraw(
        labels(random.purpose("labels"), n),
        noise,
        augmented,
        gaussian(random.purpose("second-noise"), n, d, settings.noise()),
        labels(random.purpose("test-labels"), settings.testExamples()),
        gaussian(random.purpose("test-noise"), settings.testExamples(), d, settings.noise()),
        gaussian(random.purpose("weights"), m, d, settings.initialDeviation()),
        gaussian(random.purpose("second-weights"), m, d, settings.initialDeviation()));
  }

  private static int[] labels(RandomAddress address, int count) {
    SplittableRandom stream = address.stream();
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = stream.nextBoolean() ? 1 : -1;
    }
    return labels;
  }

  private static double[][] gaussian(RandomAddress address, int rows, int columns, double scale) {
    double[][] values = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      SplittableRandom stream = address.at(i).stream();
      for (int k = 0; k < columns; k++) {
        values[i][k] = scale * stream.nextGaussian();
      }
    }
    return values;
  }
}
