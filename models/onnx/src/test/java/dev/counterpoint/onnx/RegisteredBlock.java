package dev.counterpoint.onnx;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;

/**
 * A block that every export test runs over.
 *
 * @param name what it is
 * @param make makes it, at sizes drawn from the random numbers
 */
record RegisteredBlock(String name, Function<Random, Case> make) {

  /**
   * A block with its inputs.
   *
   * @param block not yet initialised
   * @param inputs what it takes
   */
  record Case(Block block, OnnxInput... inputs) {

    /** The shapes to initialise the block with: dynamic axes at some size. */
    Shape[] shapes() {
      return Arrays.stream(inputs)
          .map(
              input ->
                  new Shape(
                      input.shape().stream().mapToLong(size -> size < 0 ? 4 : size).toArray()))
          .toArray(Shape[]::new);
    }
  }

  static Case image(Block block, Random random, int channels, int least) {
    int height = least + random.nextInt(4);
    int width = least + random.nextInt(4);
    return new Case(block, OnnxInput.of("image", -1, channels, height, width));
  }

  /** A function of one array of shape (batch, 3, 4, 5). */
  static RegisteredBlock function(String name, Function<NDArray, NDArray> function) {
    return function(name, OnnxInput.of("x", -1, 3, 4, 5), function);
  }

  static RegisteredBlock function(
      String name, OnnxInput input, Function<NDArray, NDArray> function) {
    return lists(name, list -> new NDList(function.apply(list.head())), input);
  }

  static RegisteredBlock lists(
      String name, Function<NDList, NDList> function, OnnxInput... inputs) {
    return new RegisteredBlock(name, random -> new Case(new LambdaBlock(function), inputs));
  }

  static SequentialBlock flattened(Block block) {
    return new SequentialBlock().add(block).add(Blocks.batchFlattenBlock());
  }

  @Override
  public String toString() {
    return name;
  }
}
