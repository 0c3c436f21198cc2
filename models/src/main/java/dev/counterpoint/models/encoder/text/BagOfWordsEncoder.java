package dev.counterpoint.models.encoder.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.counterpoint.models.network.FirstValues;
import java.util.OptionalDouble;

/**
 * The baseline without word order: the mean of the embeddings of a row's tokens, start and end
 * included, and a linear layer.
 *
 * <p>{@code (N, L) int64 -> (N, features)} for any L from 2 to the shape's length; {@code
 * vocabulary width + width features + features} parameters.
 */
public final class BagOfWordsEncoder extends AbstractBlock implements FirstValues {

  private static final byte VERSION = 1;

  private final TextShape shape;
  private final int width;
  private final int features;
  private final Parameter tokenEmbedding;
  private final Parameter weight;
  private final Parameter bias;

  /**
   * An encoder that is not initialised.
   *
   * @param width numbers a token, at least 1
   * @param features width of the result, at least 1
   * @throws IllegalArgumentException if one is below 1
   */
  public BagOfWordsEncoder(TextShape shape, int width, int features) {
    super(VERSION);
    if (width < 1 || features < 1) {
      throw new IllegalArgumentException(
          "width and features must be at least 1, found %d and %d".formatted(width, features));
    }
    this.shape = shape;
    this.width = width;
    this.features = features;
    tokenEmbedding =
        parameter("tokenEmbedding", Parameter.Type.WEIGHT, shape.vocabularySize(), width);
    weight = parameter("weight", Parameter.Type.WEIGHT, features, width);
    bias = parameter("bias", Parameter.Type.BIAS, features);
  }

  private Parameter parameter(String name, Parameter.Type type, long... sizes) {
    return addParameter(
        Parameter.builder().setName(name).setType(type).optShape(new Shape(sizes)).build());
  }

  /** A token's embedding has length 1 at first, and so the layer keeps lengths. */
  @Override
  public OptionalDouble deviation(Parameter parameter) {
    return parameter == bias ? OptionalDouble.empty() : OptionalDouble.of(1 / Math.sqrt(width));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
    NDArray ids = inputs.singletonOrThrow();
    Embedding.require(ids, shape);
    NDArray words = store.getValue(tokenEmbedding, ids.getDevice(), training);
    NDArray mean =
        TokenRowsMask.of(ids, shape.endId())
            .mean() // (N, 1, L)
            .matMul(Embedding.of(ids, words)) // (N, 1, width)
            .squeeze(1);
    return Linear.linear(
        mean,
        store.getValue(weight, ids.getDevice(), training),
        store.getValue(bias, ids.getDevice(), training));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[0].get(0), features)};
  }
}
