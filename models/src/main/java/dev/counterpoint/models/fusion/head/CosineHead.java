package dev.counterpoint.models.fusion.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Scores that know directions only: {@code s sum_m cos(w_mc, z_m)} for class c, so that no modality
 * can win by the length of its features or weights (Xu et al. 2023, "MMCosine: Multi-Modal Cosine
 * Loss Towards Balanced Audio-Visual Fine-Grained Learning", equation 3).
 *
 * <p>The method is this head and the cross-entropy of its scores ({@code JointTraining}); it has no
 * steering. The scale decides how sure the scores can be: 10 for CREMA-D and 1 for AVE in Kontras
 * et al. 2024.
 *
 * @param classes C
 * @param scale s, above 0
 */
public record CosineHead(int classes, double scale) implements FusionHead {

  @Override
  public Block projection() {
    return new ScaledCosine(classes, scale);
  }

  /** The paper has no bias; this one begins at zero. */
  @Override
  public Block combination() {
    return new BiasedSum(classes);
  }

  /** {@code (N, F) -> (N, C)}. */
  private static final class ScaledCosine extends AbstractBlock {

    private static final byte VERSION = 1;

    private final Parameter weight;
    private final int classes;
    private final double scale;

    ScaledCosine(int classes, double scale) {
      super(VERSION);
      this.classes = classes;
      this.scale = scale;
      this.weight =
          addParameter(
              Parameter.builder().setName("weight").setType(Parameter.Type.WEIGHT).build());
    }

    @Override
    protected void prepare(Shape[] inputs) {
      weight.setShape(new Shape(classes, inputs[0].get(1)));
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store,
        NDList inputs,
        boolean training,
        PairList<String, Object> parameters) {
      NDArray features = inputs.singletonOrThrow();
      NDArray directions = store.getValue(weight, features.getDevice(), training).normalize(2, 1);
      NDArray cosines = features.normalize(2, 1).matMul(directions.transpose());
      NDArray factor = features.getManager().full(new Shape(1), (float) scale);
      return new NDList(cosines.mul(factor));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return new Shape[] {new Shape(inputs[0].get(0), classes)};
    }
  }
}
