package dev.counterpoint.models.probe;

import java.util.SplittableRandom;

/** Normal clouds around one random centre per class. */
final class Blobs {

  final FeatureMatrix features;
  final byte[] labels;
  final int classes;

  private Blobs(FeatureMatrix features, byte[] labels, int classes) {
    this.features = features;
    this.labels = labels;
    this.classes = classes;
  }

  static Blobs draw(long seed, int rows, int columns, int classes, double deviation) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] centers = new double[classes * columns];
    for (int i = 0; i < centers.length; i++) {
      centers[i] = random.nextGaussian();
    }
    float[] values = new float[rows * columns];
    byte[] labels = new byte[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = (byte) (i % classes);
      for (int j = 0; j < columns; j++) {
        values[i * columns + j] =
            (float) (centers[labels[i] * columns + j] + deviation * random.nextGaussian());
      }
    }
    return new Blobs(new FeatureMatrix(values, rows, columns), labels, classes);
  }
}
