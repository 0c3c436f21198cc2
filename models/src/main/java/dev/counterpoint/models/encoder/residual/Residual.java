package dev.counterpoint.models.encoder.residual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import java.util.List;

/** What residual networks are made of. */
final class Residual {

  private Residual() {}

  /**
   * A branch beside a shortcut, and a ReLU after their sum.
   *
   * @param before channels of the input
   * @param after channels of the branch
   * @param stride of the branch
   */
  static Block block(Block branch, int before, int after, int stride) {
    Block shortcut =
        before == after && stride == 1
            ? Blocks.identityBlock()
            : new SequentialBlock()
                .add(convolution(after, 1, stride))
                .add(BatchNorm.builder().build());
    return new ParallelBlock(Residual::sum, List.of(branch, shortcut));
  }

  private static NDList sum(List<NDList> parts) {
    NDArray sum = parts.get(0).singletonOrThrow().add(parts.get(1).singletonOrThrow());
    return new NDList(Activation.relu(sum));
  }

  /** A branch of two convolutions, 3x3. */
  static Block basic(int channels, int stride) {
    return new SequentialBlock()
        .add(convolution(channels, 3, stride))
        .add(BatchNorm.builder().build())
        .add(Activation.reluBlock())
        .add(convolution(channels, 3, 1))
        .add(BatchNorm.builder().build());
  }

  /** Without bias: the BatchNorm that follows would take it away again. */
  static Block convolution(int channels, int kernel, int stride) {
    return Conv2d.builder()
        .setKernelShape(new Shape(kernel, kernel))
        .setFilters(channels)
        .optStride(new Shape(stride, stride))
        .optPadding(new Shape(kernel / 2, kernel / 2))
        .optBias(false)
        .build();
  }
}
