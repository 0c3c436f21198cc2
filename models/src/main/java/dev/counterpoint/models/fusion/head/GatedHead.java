package dev.counterpoint.models.fusion.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Gated multimodal units: each modality gives {@code h_m = tanh(W_m z_m)}, and gates that see all
 * modalities say how much of each counts, {@code sum_m g_m * h_m}, followed by a linear layer
 * (Arevalo et al. 2017, "Gated Multimodal Units for Information Fusion", section 3.1). The gates
 * are a softmax over modalities for each unit, which for two modalities is the paper's {@code z}
 * and {@code 1 - z}.
 *
 * @param modalities M
 * @param hidden units H
 * @param classes C
 */
public record GatedHead(int modalities, int hidden, int classes) implements FusionHead {

  /** {@code (N, F) -> (N, H + M H)}: a modality's unit and its part of all gates. */
  @Override
  public Block projection() {
    return Linear.builder().setUnits((1L + modalities) * hidden).optBias(false).build();
  }

  @Override
  public Block combination() {
    return new Gates(modalities, hidden, classes);
  }

  private static final class Gates extends AbstractBlock {

    private static final byte VERSION = 1;

    private final int modalities;
    private final int hidden;
    private final int classes;
    private final Block gates;
    private final Block scores;

    Gates(int modalities, int hidden, int classes) {
      super(VERSION);
      this.modalities = modalities;
      this.hidden = hidden;
      this.classes = classes;
      this.gates = addChildBlock("gates", new BiasedSum(modalities * hidden));
      this.scores = addChildBlock("scores", Linear.builder().setUnits(classes).build());
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
      gates.initialize(manager, type, new Shape(1, (long) modalities * hidden));
      scores.initialize(manager, type, new Shape(1, hidden));
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store,
        NDList inputs,
        boolean training,
        PairList<String, Object> parameters) {
      NDIndex own = new NDIndex("..., :%d".formatted(hidden));
      NDIndex rest = new NDIndex("..., %d:".formatted(hidden));
      NDList parts = new NDList();
      inputs.forEach(projected -> parts.add(projected.get(rest)));
      NDArray open = gates.forward(store, parts, training).singletonOrThrow(); // (..., M H)
      Shape shape = open.getShape();
      long[] split = new long[shape.dimension() + 1];
      System.arraycopy(shape.getShape(), 0, split, 0, shape.dimension() - 1);
      split[split.length - 2] = modalities;
      split[split.length - 1] = hidden;
      NDArray shares = open.reshape(split).softmax(split.length - 2); // (..., M, H)
      NDArray sum = null;
      for (int m = 0; m < modalities; m++) {
        NDArray unit = inputs.get(m).get(own).tanh(); // (..., H)
        NDArray counted = shares.get(new NDIndex("..., %d, :".formatted(m))).mul(unit);
        sum = sum == null ? counted : sum.add(counted);
      }
      return scores.forward(store, new NDList(sum), training);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      long[] shape = inputs[0].getShape().clone();
      shape[shape.length - 1] = classes;
      return new Shape[] {new Shape(shape)};
    }
  }
}
