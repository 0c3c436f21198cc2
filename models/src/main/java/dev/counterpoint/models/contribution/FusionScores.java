package dev.counterpoint.models.contribution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.models.balance.Balancer;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.prediction.Logits;
import dev.counterpoint.models.probe.FeatureMatrix;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Predictions of a fusion from features on the host, in chunks; no graph, running statistics.
 *
 * @param model what predicts
 * @param balancer that says which scores are the prediction
 * @param chunk examples at once, at least 1
 * @param manager where it computes
 */
public record FusionScores(FusionModel model, Balancer balancer, int chunk, NDManager manager) {

  /** One way from features of all modalities to scores. */
  private interface Scoring {
    NDArray scores(NDList features);
  }

  /** The prediction, {@link Balancer#scores}. */
  public Logits of(LabeledFeatures features) {
    return scored(features.modalities(), all -> balancer.scores(model, all));
  }

  /** Scores of a modality's own classifier. */
  public Logits ofClassifier(int modality, LabeledFeatures features) {
    return scored(
        List.of(features.of(modality)), all -> model.classify(modality, all.head(), false));
  }

  private Logits scored(List<FeatureMatrix> features, Scoring scoring) {
    int rows = features.get(0).rows();
    int classes = model.classes();
    float[] scores = new float[rows * classes];
    for (int from = 0; from < rows; from += chunk) {
      int to = Math.min(rows, from + chunk);
      try (NDManager step = manager.newSubManager()) {
        NDList arrays = new NDList();
        for (FeatureMatrix matrix : features) {
          arrays.add(upload(matrix, from, to, step));
        }
        float[] part = scoring.scores(arrays).toFloatArray();
        System.arraycopy(part, 0, scores, from * classes, part.length);
      }
    }
    return new Logits(scores, rows, classes);
  }

  private static NDArray upload(FeatureMatrix matrix, int from, int to, NDManager step) {
    int columns = matrix.columns();
    FloatBuffer part = FloatBuffer.wrap(matrix.values(), from * columns, (to - from) * columns);
    return step.create(part.slice(), new Shape(to - from, columns));
  }
}
