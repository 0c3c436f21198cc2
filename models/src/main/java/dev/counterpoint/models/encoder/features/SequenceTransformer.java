package dev.counterpoint.models.encoder.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.counterpoint.models.encoder.transformer.TransformerSize;
import dev.counterpoint.models.encoder.transformer.TransformerStack;
import dev.counterpoint.models.network.FirstValues;
import java.util.OptionalDouble;

/**
 * A transformer over steps of features: a linear layer to its width, learned positions, pre-LN
 * blocks, the mean over steps, LayerNorm and a linear layer (Vaswani et al. 2017, "Attention Is All
 * You Need", encoder; the mean instead of the last step, for steps that only pad say nothing at the
 * end).
 *
 * <p>{@code (N, T, D) float32 -> (N, features)}, T the same always; {@code (N, D)} is a sequence of
 * one step.
 */
public final class SequenceTransformer extends AbstractBlock implements FirstValues {

  private static final byte VERSION = 1;
  private static final double POSITION_DEVIATION = 0.02;

  private final TransformerSize size;
  private final int features;
  private final Parameter positions;
  private final Block in;
  private final TransformerStack blocks;
  private final Block norm;
  private final Block out;

  /**
   * An encoder that is not initialised.
   *
   * @param features width of the result, at least 1
   */
  public SequenceTransformer(TransformerSize size, int features) {
    super(VERSION);
    this.size = size;
    this.features = features;
    this.positions =
        addParameter(
            Parameter.builder().setName("positions").setType(Parameter.Type.WEIGHT).build());
    this.in = addChildBlock("in", Linear.builder().setUnits(size.width()).build());
    this.blocks = TransformerStack.of(size);
    blocks.blocks().forEach(block -> addChildBlock("layer", block));
    this.norm = addChildBlock("norm", LayerNorm.builder().axis(1).build());
    this.out = addChildBlock("out", Linear.builder().setUnits(features).build());
  }

  @Override
  public OptionalDouble deviation(Parameter parameter) {
    return OptionalDouble.of(POSITION_DEVIATION);
  }

  @Override
  protected void prepare(Shape[] inputs) {
    positions.setShape(new Shape(steps(inputs[0]), size.width()));
  }

  private static long steps(Shape input) {
    return input.dimension() == 2 ? 1 : input.get(1);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    Shape input = inputs[0];
    long n = input.get(0);
    Shape tokens = new Shape(n, steps(input), size.width());
    in.initialize(manager, type, new Shape(n, steps(input), input.get(input.dimension() - 1)));
    blocks.blocks().forEach(block -> block.initialize(manager, type, tokens));
    norm.initialize(manager, type, new Shape(n, size.width()));
    out.initialize(manager, type, new Shape(n, size.width()));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
    NDArray steps = inputs.singletonOrThrow();
    if (steps.getShape().dimension() == 2) {
      steps = steps.expandDims(1);
    }
    NDArray tokens = in.forward(store, new NDList(steps), training).singletonOrThrow();
    tokens = tokens.add(store.getValue(positions, steps.getDevice(), training));
    NDArray mean = blocks.all(store, tokens, null, training).mean(new int[] {1});
    return out.forward(store, norm.forward(store, new NDList(mean), training), training);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[0].get(0), features)};
  }
}
