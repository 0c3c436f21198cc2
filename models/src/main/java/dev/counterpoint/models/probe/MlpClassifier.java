package dev.counterpoint.models.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.counterpoint.models.prediction.Logits;

/** A fitted {@link MlpProbe}. */
public final class MlpClassifier {

  private static final int CHUNK = 8_192;

  private final Standardization scale;
  private final float[][] values;
  private final Shape[] shapes;
  private final int classes;
  private final NDManager manager;

  private MlpClassifier(
      Standardization scale, float[][] values, Shape[] shapes, int classes, NDManager manager) {
    this.scale = scale;
    this.values = values;
    this.shapes = shapes;
    this.classes = classes;
    this.manager = manager;
  }

  /** Copies the parameters of two linear layers: weight, bias, weight, bias. */
  static MlpClassifier of(Standardization scale, Block block, int classes, NDManager manager) {
    NDArray[] arrays =
        block.getParameters().values().stream().map(p -> p.getArray()).toArray(NDArray[]::new);
    float[][] values = new float[arrays.length][];
    Shape[] shapes = new Shape[arrays.length];
    for (int i = 0; i < arrays.length; i++) {
      values[i] = arrays[i].toFloatArray();
      shapes[i] = arrays[i].getShape();
    }
    return new MlpClassifier(scale, values, shapes, classes, manager);
  }

  /**
   * Scores of the classes.
   *
   * @param features {@code (N, D)}
   * @throws IllegalArgumentException if D is not that of the fit
   */
  public Logits scores(FeatureMatrix features) {
    features.require(scale.mean().length, "this probe");
    try (NDManager scope = manager.newSubManager()) {
      NDArray[] p = new NDArray[values.length];
      for (int i = 0; i < p.length; i++) {
        p[i] = scope.create(values[i], shapes[i]);
      }
      NDArray in = p[0].transpose();
      NDArray out = p[2].transpose();
      float[] scores =
          Scores.inChunks(
              features,
              classes,
              CHUNK,
              scope,
              rows ->
                  scale
                      .applyTo(rows)
                      .matMul(in)
                      .add(p[1])
                      .getNDArrayInternal()
                      .relu()
                      .matMul(out)
                      .add(p[3]));
      return new Logits(scores, features.rows(), classes);
    }
  }
}
