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
 * A bag of words that learns to correct itself: to the bag's features a small transformer over the
 * same embeddings adds its own, through a gate that is closed at first (as ReZero's, Bachlechner et
 * al. 2021). So what single words say is learned as by {@link BagOfWordsEncoder}, which this is
 * before its first step, and words in context as far as there is something to learn.
 *
 * <p>{@code (N, L) int64 -> (N, features)} for any L from 2 to the shape's length. With w numbers
 * an embedding and the blocks' width, it has {@code vocabulary w + w features + features}
 * parameters of the bag and {@code w width + length width + layers (12 width^2 + 13 width) + 2
 * width + width features + features} more.
 */
public final class WordsInContextEncoder extends AbstractBlock implements FirstValues {

  private static final byte VERSION = 1;

  private final TextShape shape;
  private final TransformerSize size;
  private final int wordWidth;
  private final int features;
  private final Parameter tokenEmbedding;
  private final Parameter weight;
  private final Parameter bias;
  private final Parameter narrowWeight;
  private final Parameter positions;
  private final Norm norm;
  private final Parameter projection;
  private final Parameter gate;
  private final TransformerStack blocks;

  /**
   * An encoder that is not initialised.
   *
   * @param wordWidth numbers an embedding, at least 1
   * @param size of the blocks
   * @param features width of the result, at least 1
   * @throws IllegalArgumentException if one is below 1
   */
  public WordsInContextEncoder(TextShape shape, int wordWidth, TransformerSize size, int features) {
    super(VERSION);
    if (wordWidth < 1 || features < 1) {
      throw new IllegalArgumentException(
          "width and features must be at least 1, found %d and %d".formatted(wordWidth, features));
    }
    this.shape = shape;
    this.size = size;
    this.wordWidth = wordWidth;
    this.features = features;
    int width = size.width();
    tokenEmbedding = weight("tokenEmbedding", shape.vocabularySize(), wordWidth);
    weight = weight("weight", features, wordWidth);
    bias = bias("bias", features);
    narrowWeight = weight("narrowWeight", width, wordWidth);
    positions = weight("positions", shape.length(), width);
    norm =
        new Norm(
            addParameter(Norm.gamma("normAfterGamma", width)),
            addParameter(Norm.beta("normAfterBeta", width)));
    projection = weight("projectionWeight", features, width);
    gate = bias("gate", features);
    blocks = TransformerStack.of(size);
    blocks.blocks().forEach(block -> addChildBlock("layer", block));
  }

  private Parameter weight(String name, long... sizes) {
    return parameter(name, Parameter.Type.WEIGHT, sizes);
  }

  /** 0 at first, without decay. */
  private Parameter bias(String name, long size) {
    return parameter(name, Parameter.Type.BIAS, size);
  }

  private Parameter parameter(String name, Parameter.Type type, long... sizes) {
    return addParameter(
        Parameter.builder().setName(name).setType(type).optShape(new Shape(sizes)).build());
  }

  /** An embedding has length 1 at first; a position says a tenth of what a word does. */
  @Override
  public OptionalDouble deviation(Parameter parameter) {
    if (parameter == tokenEmbedding || parameter == weight) {
      return OptionalDouble.of(1 / Math.sqrt(wordWidth));
    }
    if (parameter == narrowWeight) {
      return OptionalDouble.of(1.0);
    }
    if (parameter == positions) {
      return OptionalDouble.of(0.1);
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
    TokenRowsMask rows = TokenRowsMask.of(ids, shape.endId());
    NDArray words = Embedding.of(ids, value(tokenEmbedding, store, ids, training));
    NDArray mean = rows.mean(); // (N, 1, L)
    NDArray bag =
        Linear.linear(
                mean.matMul(words).squeeze(1),
                value(weight, store, ids, training),
                value(bias, store, ids, training))
            .singletonOrThrow(); // (N, features)
    NDArray context = mean.matMul(context(words, rows, store, training)).squeeze(1);
    NDArray correction =
        Linear.linear(norm.of(context, store, training), value(projection, store, ids, training))
            .singletonOrThrow();
    // The gate counts in what a word adds to the bag's features at first.
    NDArray unit = ids.getManager().full(new Shape(1), (float) (1 / Math.sqrt(wordWidth)));
    NDArray opened = unit.mul(value(gate, store, ids, training));
    return new NDList(bag.add(correction.mul(opened)));
  }

  /** {@code (N, L, width)}. */
  private NDArray context(
      NDArray words, TokenRowsMask rows, ParameterStore store, boolean training) {
    NDArray table = value(positions, store, words, training);
    long length = words.getShape().get(1);
    if (length < shape.length()) {
      table = table.get(new NDIndex().addSliceDim(0, length));
      table.attach(words.getManager()); // must end with the step, not with the parameter
    }
    NDArray tokens =
        Linear.linear(words, value(narrowWeight, store, words, training)).singletonOrThrow();
    return blocks.all(store, tokens.add(table), rows.hidesPadding(), training);
  }

  private static NDArray value(
      Parameter parameter, ParameterStore store, NDArray input, boolean training) {
    return store.getValue(parameter, input.getDevice(), training);
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
