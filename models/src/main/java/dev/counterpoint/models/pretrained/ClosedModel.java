package dev.counterpoint.models.pretrained;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A model in the engine's own format as a block: always as in evaluation, and with results that
 * what comes after it can be trained on.
 *
 * <p>{@code (N, C, H, W) float32 -> (N, features)}.
 */
final class ClosedModel extends AbstractBlock {

  private static final byte VERSION = 1;

  private final Block model;
  private final int features;

  ClosedModel(Block model, int features) {
    super(VERSION);
    this.model = addChildBlock("model", model);
    this.features = features;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
    NDList results = model.forward(store, inputs, false);
    // The engine marks them as never part of a graph; a copy is not.
    return new NDList(results.singletonOrThrow().duplicate());
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputs) {
    // It came with its values.
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[0].get(0), features)};
  }
}
