package dev.counterpoint.models.signalnoise;

import java.util.Arrays;

/**
 * What a network answers to patches: h_r = ReLU(w_r . patch), without bias, the same weights for
 * both patches.
 *
 * @param signal examples x m, of signal patches y mu
 * @param noise examples x m, of noise patches
 */
record Activations(double[][] signal, double[][] noise) {

  /**
   * Of a network at examples.
   *
   * @param network whose points are looked at
   * @param labels -1 or +1, of each example
   * @param signalPoint of mu or nu
   * @param firstNoise point of the first example's noise patch; the others follow
   */
  static Activations of(SpanNetwork network, int[] labels, int signalPoint, int firstNoise) {
    int neurons = network.neurons();
    double[][] signal = new double[labels.length][neurons];
    double[][] noise = new double[labels.length][neurons];
    for (int i = 0; i < labels.length; i++) {
      for (int r = 0; r < neurons; r++) {
        signal[i][r] = Math.max(0, labels[i] * network.product(r, signalPoint));
        noise[i][r] = Math.max(0, network.product(r, firstNoise + i));
      }
    }
    return new Activations(signal, noise);
  }

  /** Sim (section 3): mean over neurons of the products, patch by patch, not of the sums. */
  double similarity(int own, Activations others, int other) {
    double sum = 0;
    double[] a = signal[own];
    double[] b = others.signal[other];
    double[] c = noise[own];
    double[] d = others.noise[other];
    for (int r = 0; r < a.length; r++) {
      sum += a[r] * b[r] + c[r] * d[r];
    }
    return sum / a.length;
  }

  /**
   * Neuron by neuron, m x examples: the compiler makes vector operations of a loop over examples,
   * but not of a sum over neurons, whose order it keeps.
   */
  record ByNeuron(double[][] signal, double[][] noise) {}

  /** A copy that is turned. */
  ByNeuron byNeuron() {
    return new ByNeuron(turned(signal), turned(noise));
  }

  private static double[][] turned(double[][] rows) {
    double[][] turned = new double[rows[0].length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int r = 0; r < turned.length; r++) {
        turned[r][i] = rows[i][r];
      }
    }
    return turned;
  }

  /**
   * {@link #similarity} with all of the others, to the bit.
   *
   * @param result one for each of them
   */
  void similarities(int own, ByNeuron others, double[] result) {
    int neurons = signal[own].length;
    Arrays.fill(result, 0);
    for (int r = 0; r < neurons; r++) {
      add(result, signal[own][r], others.signal[r], noise[own][r], others.noise[r]);
    }
    for (int j = 0; j < result.length; j++) {
      result[j] /= neurons;
    }
  }

  private static void add(double[] sums, double a, double[] b, double c, double[] d) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += a * b[j] + c * d[j];
    }
  }

  /** Features of a downstream task: the sum over both patches; examples x m. */
  double[][] features() {
    double[][] features = new double[signal.length][];
    for (int i = 0; i < features.length; i++) {
      features[i] = signal[i].clone();
      for (int r = 0; r < features[i].length; r++) {
        features[i][r] += noise[i][r];
      }
    }
    return features;
  }
}
