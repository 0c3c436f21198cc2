package dev.counterpoint.datasets.synthetic;

import dev.counterpoint.datasets.random.RandomAddress;
import java.util.SplittableRandom;

/** From a latent vector to what is seen: a linear map with entries N(0, 1/L), and a function. */
final class FixedTransformation {

  private final double[][] rows; // (L, D)
  private final MixtureSettings.Nonlinearity nonlinearity;

  private FixedTransformation(double[][] rows, MixtureSettings.Nonlinearity nonlinearity) {
    this.rows = rows;
    this.nonlinearity = nonlinearity;
  }

  static FixedTransformation of(
      int latent, int output, MixtureSettings.Nonlinearity nonlinearity, RandomAddress address) {
    SplittableRandom random = address.stream();
    double deviation = 1 / Math.sqrt(latent);
    double[][] rows = new double[latent][output];
    for (double[] row : rows) {
      for (int d = 0; d < output; d++) {
        row[d] = deviation * random.nextGaussian();
      }
    }
    return new FixedTransformation(rows, nonlinearity);
  }

  /** Writes the D numbers of one example. */
  void apply(double[] latent, float[] to, int offset) {
    double[] sums = new double[rows[0].length];
    for (int l = 0; l < latent.length; l++) {
      double z = latent[l];
      double[] row = rows[l];
      for (int d = 0; d < sums.length; d++) {
        sums[d] += z * row[d];
      }
    }
    for (int d = 0; d < sums.length; d++) {
      boolean tanh = nonlinearity == MixtureSettings.Nonlinearity.TANH;
      to[offset + d] = (float) (tanh ? Math.tanh(sums[d]) : sums[d]);
    }
  }
}
