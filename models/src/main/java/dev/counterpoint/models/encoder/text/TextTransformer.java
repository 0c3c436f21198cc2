package dev.counterpoint.models.encoder.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.counterpoint.models.encoder.transformer.Norm;
import dev.counterpoint.models.encoder.transformer.TransformerSize;
import dev.counterpoint.models.encoder.transformer.TransformerStack;
import dev.counterpoint.models.network.FirstValues;
import java.util.OptionalDouble;

/**
 * A transformer over token ids (Radford et al. 2021, section 2.4): embedding and learned positions,
 * pre-LN blocks, one vector a row, LayerNorm, and a linear map without bias. With {@link
 * TextPooling#CAUSAL_END} it is the text tower of CLIP.
 *
 * <p>{@code (N, L) int64 -> (N, features)} for any L from 2 to the shape's length. It has {@code
 * (vocabulary + length) width + layers (12 width^2 + 13 width) + 2 width + width features}
 * parameters.
 */
public final class TextTransformer extends AbstractBlock implements FirstValues {

  private static final byte VERSION = 1;

  private final TextShape shape;
  private final TransformerSize size;
  private final TextPooling pooling;
  private final int features;
  private final Parameter tokenEmbedding;
  private final Parameter positions;
  private final Norm norm;
  private final Parameter projection;
  private final TransformerStack blocks;

  /**
   * An encoder that is not initialised.
   *
   * @param features width of the result, at least 1
   * @throws IllegalArgumentException if features is below 1
   */
  public TextTransformer(TextShape shape, TransformerSize size, TextPooling pooling, int features) {
    super(VERSION);
    if (features < 1) {
      throw new IllegalArgumentException("features must be at least 1, found " + features);
    }
    this.shape = shape;
    this.size = size;
    this.pooling = pooling;
    this.features = features;
    int width = size.width();
    tokenEmbedding = addParameter(weight("tokenEmbedding", shape.vocabularySize(), width));
    positions = addParameter(weight("positions", shape.length(), width));
    norm =
        new Norm(
            addParameter(Norm.gamma("normAfterGamma", width)),
            addParameter(Norm.beta("normAfterBeta", width)));
    projection = addParameter(weight("projectionWeight", features, width));
    blocks = TransformerStack.of(size);
    blocks.blocks().forEach(block -> addChildBlock("layer", block));
  }

  private static Parameter weight(String name, long... shape) {
    return Parameter.builder()
        .setName(name)
        .setType(Parameter.Type.WEIGHT)
        .optShape(new Shape(shape))
        .build();
  }

  /** CLIP's. */
  @Override
  public OptionalDouble deviation(Parameter parameter) {
    if (parameter == tokenEmbedding) {
      return OptionalDouble.of(0.02);
    }
    if (parameter == positions) {
      return OptionalDouble.of(0.01);
    }
    return parameter == projection
        ? OptionalDouble.of(1 / Math.sqrt(size.width()))
        : OptionalDouble.empty();
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
    NDArray ids = inputs.singletonOrThrow();
    Embedding.require(ids, shape);
    NDArray table = store.getValue(positions, ids.getDevice(), training);
    long length = ids.getShape().get(1);
    if (length < shape.length()) {
      table = table.get(new NDIndex().addSliceDim(0, length));
      table.attach(ids.getManager()); // must end with the step, not with the parameter
    }
    NDArray words = store.getValue(tokenEmbedding, ids.getDevice(), training);
    NDArray tokens = Embedding.of(ids, words).add(table); // (N, L, width)
    NDArray pooled = norm.of(pool(ids, tokens, store, training), store, training);
    return Linear.linear(pooled, store.getValue(projection, ids.getDevice(), training));
  }

  private NDArray pool(NDArray ids, NDArray tokens, ParameterStore store, boolean training) {
    TokenRowsMask rows = TokenRowsMask.of(ids, shape.endId());
    return switch (pooling) {
      case CAUSAL_END ->
          // Up to the end is all that the end may see, and all that comes before padding.
          blocks.one(store, tokens, rows.hidesLater(), rows.atEnd(), rows.hidesPadding(), training);
      case START -> {
        NDArray mask = rows.hidesPadding();
        yield blocks.one(store, tokens, mask, rows.atStart(), mask, training);
      }
      case MEAN ->
          rows.mean().matMul(blocks.all(store, tokens, rows.hidesPadding(), training)).squeeze(1);
    };
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputs) {
    Shape tokens = new Shape(inputs[0].get(0), shape.length(), size.width());
    blocks.blocks().forEach(block -> block.initialize(manager, dataType, tokens));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[0].get(0), features)};
  }
}
