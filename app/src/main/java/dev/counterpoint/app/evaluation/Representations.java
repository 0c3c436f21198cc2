package dev.counterpoint.app.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.datasets.colored.ColoredDigits;
import dev.counterpoint.datasets.colored.ColoredImages;
import dev.counterpoint.models.learner.ImageLearner;
import dev.counterpoint.models.probe.FeatureMatrix;

/**
 * What a trained learner makes of an environment, in memory of the host.
 *
 * @param features {@code (N, F)} what the image encoder gives
 * @param projected {@code (N, D)} embeddings of contrastive methods, scores of the supervised one
 */
public record Representations(FeatureMatrix features, FeatureMatrix projected) {

  private static final int CHUNK = 500;

  /** Encodes every example of an environment. */
  public static Representations of(ImageLearner learner, ColoredDigits digits) {
    NDManager parent = learner.network().manager();
    Rows features = new Rows(digits.size());
    Rows projected = new Rows(digits.size());
    try (ColoredImages images = new ColoredImages(parent, digits)) {
      for (int from = 0; from < digits.size(); from += CHUNK) {
        int to = Math.min(digits.size(), from + CHUNK);
        try (NDManager chunk = parent.newSubManager()) {
          NDArray encoded = learner.encode(images.pictures(indices(chunk, from, to)));
          features.put(from, encoded);
          projected.put(from, learner.project(encoded));
        }
      }
    }
    return new Representations(features.matrix(), projected.matrix());
  }

  /** The rows that a readout of this layer reads. */
  public FeatureMatrix of(Readout.Layer layer) {
    return layer == Readout.Layer.FEATURE ? features : projected;
  }

  private static NDArray indices(NDManager manager, int from, int to) {
    long[] indices = new long[to - from];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = from + i;
    }
    return manager.create(indices);
  }

  /** Rows that come in chunks. */
  private static final class Rows {

    private final int count;
    private float[] values;

    Rows(int count) {
      this.count = count;
    }

    void put(int from, NDArray rows) {
      int columns = (int) rows.getShape().get(1);
      if (values == null) {
        values = new float[count * columns];
      }
      float[] chunk = rows.toFloatArray();
      System.arraycopy(chunk, 0, values, from * columns, chunk.length);
    }

    FeatureMatrix matrix() {
      return new FeatureMatrix(values, count, values.length / count);
    }
  }
}
