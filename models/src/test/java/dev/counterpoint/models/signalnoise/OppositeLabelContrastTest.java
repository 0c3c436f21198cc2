package dev.counterpoint.models.signalnoise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Against losses written a second time over weights, and their finite differences. */
class OppositeLabelContrastTest {

  private static final int N = 8;
  private static final int D = 12;
  private static final int M = 5;
  private static final double TAU = 0.3;
  private static final int[] LABELS = {1, -1, 1, 1, -1, -1, 1, -1};

  private final SplittableRandom random = new SplittableRandom(11);
  private final double[] mu = gaussian(1, D)[0];
  private final double[][] noise = gaussian(N, D);
  private final double[][] weights = gaussian(M, D);

  @Test
  void oneModalityDescendsAsFiniteDifferencesSay() {
    double[][] augmented = noise.clone();
    double[][] other = gaussian(N, D);
    for (int i = 0; i < N; i++) {
      augmented[i] = noise[i].clone();
      for (int k = 0; k < D; k++) {
        augmented[i][k] += 0.1 * other[i][k];
      }
    }
    SpanNetwork network = network(weights, mu, noise, augmented);
    Activations own = Activations.of(network, LABELS, 0, 1);
    Activations positives = Activations.of(network, LABELS, 0, 1 + N);
    OppositeLabelContrast contrast = OppositeLabelContrast.of(own, positives, own, LABELS, TAU);
    double[][] frozen = copy(weights);
    assertDescent(
        contrast, w -> loss(w, mu, noise, frozen, mu, augmented, frozen, mu, noise), weights);
  }

  @Test
  void twoModalitiesDescendAsFiniteDifferencesSay() {
    double[] secondMu = gaussian(1, D)[0];
    double[][] secondNoise = gaussian(N, D);
    double[][] secondWeights = gaussian(M, D);
    Activations own = Activations.of(network(weights, mu, noise), LABELS, 0, 1);
    Activations others =
        Activations.of(network(secondWeights, secondMu, secondNoise), LABELS, 0, 1);
    OppositeLabelContrast contrast = OppositeLabelContrast.of(own, others, others, LABELS, TAU);
    assertDescent(
        contrast,
        w ->
            loss(
                w,
                mu,
                noise,
                secondWeights,
                secondMu,
                secondNoise,
                secondWeights,
                secondMu,
                secondNoise),
        weights);
  }

  /** What the coefficients add up to is what the weights would have become. */
  @Test
  void productsFollowTheWeights() {
    double[][] looked = gaussian(3, D);
    double[][] last = gaussian(2, D);
    SpanNetwork network =
        new SpanNetwork(weights, joined(new double[][] {mu}, noise), looked, last);
    double[][] change = gaussian(M, 1 + N);
    network.add(change);
    network.add(change);
    network.complete();
    double[][] points = joined(new double[][] {mu}, noise, looked, last);
    for (int r = 0; r < M; r++) {
      double[] weight = weights[r].clone();
      for (int b = 0; b < 1 + N; b++) {
        for (int k = 0; k < D; k++) {
          weight[k] += 2 * change[r][b] * points[b][k];
        }
      }
      for (int p = 0; p < points.length; p++) {
        assertThat(network.product(r, p)).isCloseTo(dot(weight, points[p]), within(1e-9));
      }
    }
  }

  private interface Loss {
    double at(double[][] weights);
  }

  private void assertDescent(OppositeLabelContrast contrast, Loss loss, double[][] weights) {
    assertThat(contrast.loss()).isCloseTo(loss.at(weights), within(1e-12));
    double step = 1e-6;
    for (int r = 0; r < M; r++) {
      for (int k = 0; k < D; k++) {
        double[][] up = copy(weights);
        double[][] down = copy(weights);
        up[r][k] += step;
        down[r][k] -= step;
        double gradient = (loss.at(up) - loss.at(down)) / (2 * step);
        double descent = contrast.descent()[r][0] * mu[k];
        for (int i = 0; i < N; i++) {
          descent += contrast.descent()[r][1 + i] * noise[i][k];
        }
        assertThat(descent).as("neuron %d, number %d", r, k).isCloseTo(-gradient, within(1e-7));
      }
    }
  }

  /** The loss as section 3 writes it; only {@code own} learns. */
  private static double loss(
      double[][] own,
      double[] mu,
      double[][] noise,
      double[][] positive,
      double[] positiveMu,
      double[][] positiveNoise,
      double[][] negative,
      double[] negativeMu,
      double[][] negativeNoise) {
    double sum = 0;
    for (int i = 0; i < N; i++) {
      double numerator =
          Math.exp(similarity(own, mu, noise, i, positive, positiveMu, positiveNoise, i) / TAU);
      double denominator = numerator;
      for (int j = 0; j < N; j++) {
        if (LABELS[j] != LABELS[i]) {
          denominator +=
              Math.exp(similarity(own, mu, noise, i, negative, negativeMu, negativeNoise, j) / TAU);
        }
      }
      sum -= Math.log(numerator / denominator);
    }
    return sum / N;
  }

  private static double similarity(
      double[][] own,
      double[] mu,
      double[][] noise,
      int i,
      double[][] other,
      double[] otherMu,
      double[][] otherNoise,
      int j) {
    double sum = 0;
    for (int r = 0; r < M; r++) {
      sum +=
          Math.max(0, LABELS[i] * dot(own[r], mu)) * Math.max(0, LABELS[j] * dot(other[r], otherMu))
              + Math.max(0, dot(own[r], noise[i])) * Math.max(0, dot(other[r], otherNoise[j]));
    }
    return sum / M;
  }

  private static SpanNetwork network(
      double[][] weights, double[] mu, double[][] noise, double[]... looked) {
    return new SpanNetwork(weights, joined(new double[][] {mu}, noise), looked, new double[0][]);
  }

  private double[][] gaussian(int rows, int columns) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      Arrays.setAll(row, k -> random.nextGaussian());
    }
    return values;
  }

  private static double[][] joined(double[][]... parts) {
    return Stream.of(parts).flatMap(Stream::of).toArray(double[][]::new);
  }

  private static double[][] copy(double[][] values) {
    return Stream.of(values).map(double[]::clone).toArray(double[][]::new);
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int k = 0; k < one.length; k++) {
      sum += one[k] * other[k];
    }
    return sum;
  }
}
