package dev.counterpoint.models.learner;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** What a trained learner makes of captions, as one block for export: rows of length one. */
final class CaptionGraph extends AbstractBlock {

  private static final byte VERSION = 1;

  private final Block encoder;

  CaptionGraph(Block encoder) {
    super(VERSION);
    this.encoder = addChildBlock("caption-encoder", encoder);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
    return new NDList(
        ImageTower.toLengthOne(encoder.forward(store, inputs, training).singletonOrThrow()));
  }

  /** Its blocks are. */
  @Override
  public boolean isInitialized() {
    return true;
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return encoder.getOutputShapes(inputs);
  }
}
