package dev.counterpoint.models.encoder.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.counterpoint.models.network.FirstValues;
import java.util.OptionalDouble;

/**
 * A pre-LN transformer block: {@code x + attention(norm(x))}, then {@code x + mlp(norm(x))}
 * (Vaswani et al. 2017; the order of Radford et al. 2019 and of CLIP). All linear layers have
 * biases; queries, keys and values come from one of them. No dropout.
 *
 * <p>{@code (N, L, width) float32 -> (N, L, width)}; 12 width^2 + 13 width parameters, and 24 L
 * width^2 + 4 L^2 width FLOP a sequence forward.
 */
public final class TransformerBlock extends AbstractBlock implements FirstValues {

  private static final byte VERSION = 1;

  private final TransformerSize size;
  private final Norm attentionNorm;
  private final Parameter qkvWeight;
  private final Parameter qkvBias;
  private final Parameter outWeight;
  private final Parameter outBias;
  private final Norm mlpNorm;
  private final Parameter expandWeight;
  private final Parameter expandBias;
  private final Parameter contractWeight;
  private final Parameter contractBias;

  /** A block that is not initialised. */
  public TransformerBlock(TransformerSize size) {
    super(VERSION);
    this.size = size;
    int width = size.width();
    int hidden = TransformerSize.EXPANSION * width;
    attentionNorm =
        new Norm(
            addParameter(Norm.gamma("attentionNormGamma", width)),
            addParameter(Norm.beta("attentionNormBeta", width)));
    qkvWeight = addParameter(weight("qkvWeight", 3 * width, width));
    qkvBias = addParameter(bias("qkvBias", 3 * width));
    outWeight = addParameter(weight("outWeight", width, width));
    outBias = addParameter(bias("outBias", width));
    mlpNorm =
        new Norm(
            addParameter(Norm.gamma("mlpNormGamma", width)),
            addParameter(Norm.beta("mlpNormBeta", width)));
    expandWeight = addParameter(weight("expandWeight", hidden, width));
    expandBias = addParameter(bias("expandBias", hidden));
    contractWeight = addParameter(weight("contractWeight", width, hidden));
    contractBias = addParameter(bias("contractBias", width));
  }

  private static Parameter weight(String name, long... shape) {
    return Parameter.builder()
        .setName(name)
        .setType(Parameter.Type.WEIGHT)
        .optShape(new Shape(shape))
        .build();
  }

  private static Parameter bias(String name, long... shape) {
    return Parameter.builder()
        .setName(name)
        .setType(Parameter.Type.BIAS)
        .optShape(new Shape(shape))
        .build();
  }

  /** CLIP's (Radford et al. 2021, their code): the deeper the stack, the less each block adds. */
  @Override
  public OptionalDouble deviation(Parameter parameter) {
    if (parameter.getType() != Parameter.Type.WEIGHT) {
      return OptionalDouble.empty();
    }
    double width = size.width();
    if (parameter == qkvWeight) {
      return OptionalDouble.of(1 / Math.sqrt(width));
    }
    if (parameter == expandWeight) {
      return OptionalDouble.of(1 / Math.sqrt(2 * width));
    }
    return OptionalDouble.of(1 / Math.sqrt(2.0 * size.layers() * width));
  }

  /**
   * Runs it.
   *
   * @param inputs tokens {@code (N, L, width)}; after them may come what is added to the scores of
   *     attention, broadcast to {@code (N, heads, L, L)}: 0 where a token (third axis) may look at
   *     another (fourth axis), a very negative number where it must not
   */
  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
    NDArray tokens = inputs.get(0);
    Values values = new Values(store, tokens, training);
    NDArray mask = inputs.size() > 1 ? inputs.get(1) : null;
    NDArray x = tokens.add(attention(values, attentionNorm.of(tokens, store, training), mask));
    return new NDList(x.add(mlp(values, mlpNorm.of(x, store, training))));
  }

  /**
   * The block's result for one token a sequence, computed without that of the others: what a tower
   * needs of its last block. A sixth of the work of the whole block for long sequences.
   *
   * @param tokens {@code (N, L, width)}
   * @param which {@code (N, 1, L)} or {@code (1, 1, L)}: 1 at the token, 0 elsewhere
   * @param mask as in {@link #forwardInternal}, of one row: broadcast to {@code (N, heads, 1, L)};
   *     or null
   * @return {@code (N, 1, width)}
   */
  NDArray ofOne(
      ParameterStore store, NDArray tokens, NDArray which, NDArray mask, boolean training) {
    Values values = new Values(store, tokens, training);
    int width = size.width();
    NDArray one = which.matMul(tokens); // (N, 1, width)
    NDArray scale = scale(tokens.getManager(), 1);
    NDArray query =
        Linear.linear(
                attentionNorm.of(one, store, training),
                scale.mul(values.rows(qkvWeight, 0, width)),
                scale.mul(values.rows(qkvBias, 0, width)))
            .singletonOrThrow();
    NDArray keysAndValues =
        WideLinear.of(
            attentionNorm.of(tokens, store, training),
            values.rows(qkvWeight, width, 3 * width),
            values.rows(qkvBias, width, 3 * width),
            training);
    NDList parts = heads(keysAndValues, 2);
    NDArray mixed = attend(heads(query, 1).get(0), parts.get(0), parts.get(1), mask);
    NDArray x = one.add(out(values, mixed));
    return x.add(mlp(values, mlpNorm.of(x, store, training)));
  }

  private NDArray attention(Values values, NDArray tokens, NDArray mask) {
    NDManager manager = tokens.getManager();
    int width = size.width();
    // The scale of the scores goes into what makes the queries: a pass over the parameters, which
    // are few, in place of one over the tokens.
    NDArray scale = scale(manager, width).concat(manager.ones(new Shape(2L * width)));
    NDArray qkv =
        WideLinear.of(
            tokens,
            scale.reshape(-1, 1).mul(values.of(qkvWeight)),
            scale.mul(values.of(qkvBias)),
            values.training());
    NDList parts = heads(qkv, 3);
    return out(values, attend(parts.get(0), parts.get(1), parts.get(2), mask));
  }

  /** One over the root of a head's width, as often as asked for. */
  private NDArray scale(NDManager manager, int times) {
    double headWidth = size.width() / size.heads();
    return manager.full(new Shape(times), (float) (1 / Math.sqrt(headWidth)));
  }

  /** {@code (N, L, count * width)} to {@code count} of {@code (N, heads, L, width / heads)}. */
  private NDList heads(NDArray tokens, int count) {
    long length = tokens.getShape().get(1);
    long heads = size.heads();
    long headWidth = size.width() / heads;
    // One copy of all, after which the products below read and write memory in its order.
    NDArray all =
        tokens
            .reshape(-1, length, count, heads, headWidth)
            .transpose(2, 0, 3, 1, 4)
            .reshape(-1, heads, length, headWidth);
    return count == 1 ? new NDList(all) : all.split(count, 0);
  }

  private NDArray attend(NDArray queries, NDArray keys, NDArray contents, NDArray mask) {
    NDArray scores = queries.matMul(keys.transpose(0, 1, 3, 2)); // (N, heads, L or 1, L)
    NDArray masked = mask == null ? scores : scores.add(mask);
    return masked.softmax(-1).matMul(contents); // (N, heads, L or 1, width / heads)
  }

  private NDArray out(Values values, NDArray mixed) {
    NDArray tokens = mixed.transpose(0, 2, 1, 3).reshape(-1, mixed.getShape().get(2), size.width());
    return WideLinear.of(tokens, values.of(outWeight), values.of(outBias), values.training());
  }

  private NDArray mlp(Values values, NDArray tokens) {
    NDArray hidden =
        WideLinear.of(tokens, values.of(expandWeight), values.of(expandBias), values.training());
    return WideLinear.of(
        size.gelu().of(hidden),
        values.of(contractWeight),
        values.of(contractBias),
        values.training());
  }

  /** Values of parameters in one pass; parts of them end with it. */
  private record Values(ParameterStore store, NDArray tokens, boolean training) {

    NDArray of(Parameter parameter) {
      return store.getValue(parameter, tokens.getDevice(), training);
    }

    NDArray rows(Parameter parameter, int from, int to) {
      NDArray rows = of(parameter).get(new NDIndex().addSliceDim(from, to));
      rows.attach(tokens.getManager());
      return rows;
    }
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {inputs[0]};
  }
}
