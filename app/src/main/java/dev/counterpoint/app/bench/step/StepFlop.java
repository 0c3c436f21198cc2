package dev.counterpoint.app.bench.step;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.models.encoder.text.TextTransformer;
import dev.counterpoint.models.encoder.transformer.TransformerBlock;
import dev.counterpoint.models.encoder.transformer.VisionTransformer;
import dev.counterpoint.models.network.Network;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Floating-point operations of a training step, counted from the layers of its network, with the
 * shapes that they were initialised for: a multiplication and its addition are two.
 *
 * <p>Counted are convolutions, linear layers and, in transformers, the products of attention. The
 * backward pass of a layer takes twice its forward pass, once for the gradient of its weights and
 * once for that of its input; a layer that reads the batch has no use for the latter, and is
 * counted without. Left out is all else: norms, activations, the loss, the optimizer; so a share of
 * a peak that is made of this is rather too small than too large.
 *
 * <p>Each block of the network is taken to run once a step, as in CLIP. The last block of a
 * transformer tower computes one token, and is counted so.
 *
 * @param batch shapes of the arrays of the batch
 */
public record StepFlop(Set<Shape> batch) {

  /** Operations of a step over a batch. */
  public static double of(Network network, Batch batch) {
    StepFlop count =
        new StepFlop(
            batch.modalities().values().stream()
                .map(array -> new Shape(1).addAll(array.getShape().slice(1)))
                .collect(Collectors.toUnmodifiableSet()));
    // A network is made with one example.
    return batch.size()
        * network.trainableBlocks().values().stream().mapToDouble(count::training).sum();
  }

  /**
   * Forward and backward.
   *
   * @param block initialised
   * @throws IllegalArgumentException if a layer with a weight is of a kind that has no rule here
   */
  double training(Block block) {
    if (block instanceof VisionTransformer || block instanceof TextTransformer) {
      return tower(block);
    }
    List<Block> children = block.getChildren().values();
    if (!children.isEmpty()) {
      requireNoWeight(block);
      return children.stream().mapToDouble(this::training).sum();
    }
    double forward = 0;
    for (Parameter weight : weights(block)) {
      forward += forward(weight, block.getOutputShapes(block.getInputShapes())[0]);
    }
    return passes(block) * forward;
  }

  /** Forward and backward passes, in forward passes. */
  private int passes(Block block) {
    return batch.contains(block.getInputShapes()[0]) ? 2 : 3;
  }

  private static List<Parameter> weights(Block block) {
    List<Parameter> weights =
        block.getDirectParameters().values().stream()
            .filter(parameter -> parameter.getShape().dimension() > 1)
            .toList();
    if (weights.size() > 1) {
      throw new IllegalArgumentException(
          "%s has %d weights and no rule that counts its operations"
              .formatted(block.getClass().getSimpleName(), weights.size()));
    }
    return weights;
  }

  private static void requireNoWeight(Block block) {
    if (!weights(block).isEmpty()) {
      throw new IllegalArgumentException(
          block.getClass().getSimpleName() + " has a weight and layers below it, and no rule");
    }
  }

  /** Every number of the result is a sum over one row of the weight, {@code (units, ...)}. */
  private static double forward(Parameter weight, Shape result) {
    Shape shape = weight.getShape();
    return 2.0 * shape.size() * (result.size() / (double) shape.get(0));
  }

  private double tower(Block tower) {
    List<Block> blocks = tower.getChildren().values();
    Shape tokens = blocks.get(0).getInputShapes()[0]; // (N, L, width)
    double examples = tokens.get(0);
    double length = tokens.get(1);
    double width = tokens.get(2);
    double sum = 0;
    for (Parameter parameter : tower.getDirectParameters().values()) {
      double once = 2.0 * parameter.getShape().size() * examples;
      if (parameter.getName().equals("patchWeight")) {
        long patches =
            tower.getInputShapes()[0].slice(2).size() / parameter.getShape().slice(2).size();
        sum += passes(tower) * once * patches;
      } else if (parameter.getName().equals("projectionWeight")) {
        sum += 3 * once;
      }
    }
    for (Block block : blocks.subList(0, blocks.size() - 1)) {
      sum += 3 * (length * linear(block) + 4 * length * length * width) * examples;
    }
    // The last: keys and values of all tokens; query, attention and all after it of one.
    double keysAndValues = 4 * width * width;
    double ofOne = linear(blocks.get(blocks.size() - 1)) - keysAndValues;
    return sum + 3 * (length * keysAndValues + ofOne + 4 * length * width) * examples;
  }

  /** Forward, of one token. */
  private static double linear(Block block) {
    if (!(block instanceof TransformerBlock)) {
      throw new IllegalArgumentException(
          block.getClass().getSimpleName() + " in a tower has no rule");
    }
    return 2.0
        * block.getDirectParameters().values().stream()
            .map(Parameter::getShape)
            .filter(shape -> shape.dimension() > 1)
            .mapToLong(Shape::size)
            .sum();
  }
}
