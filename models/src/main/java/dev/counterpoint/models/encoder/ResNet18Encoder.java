package dev.counterpoint.models.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.List;

/**
 * ResNet-18 for small pictures (He et al. 2016, "Deep Residual Learning for Image Recognition",
 * table 1): four stages of two residual blocks with 64, 128, 256 and 512 channels. As in SimCLR on
 * CIFAR-10 (Chen et al. 2020, appendix B.9), the stem is one 3x3 convolution of stride 1 without
 * pooling, and so 28x28 pictures end at 4x4.
 *
 * <p>{@code (N, C, H, W) float32 -> (N, features)}; 11.2 M parameters.
 */
public final class ResNet18Encoder {

  /** Channels of the last stage: at this width there is no linear layer on top. */
  public static final int POOLED = 512;

  private ResNet18Encoder() {}

  /**
   * An encoder that is not initialised.
   *
   * @param features width of the result; at {@link #POOLED} it is the pooled last stage itself,
   *     otherwise a linear layer follows
   */
  public static Block create(int features) {
    SequentialBlock network =
        new SequentialBlock()
            .add(convolution(64, 3, 1))
            .add(BatchNorm.builder().build())
            .add(Activation.reluBlock());
    int before = 64;
    for (int channels : new int[] {64, 128, 256, POOLED}) {
      network.add(residual(before, channels)).add(residual(channels, channels));
      before = channels;
    }
    network.add(Pool.globalAvgPool2dBlock()).add(Blocks.batchFlattenBlock());
    return features == POOLED ? network : network.add(Linear.builder().setUnits(features).build());
  }

  /** Two convolutions beside a shortcut; where the channels grow, the picture is halved. */
  private static Block residual(int before, int channels) {
    int stride = before == channels ? 1 : 2;
    Block branch =
        new SequentialBlock()
            .add(convolution(channels, 3, stride))
            .add(BatchNorm.builder().build())
            .add(Activation.reluBlock())
            .add(convolution(channels, 3, 1))
            .add(BatchNorm.builder().build());
    Block shortcut =
        before == channels
            ? Blocks.identityBlock()
            : new SequentialBlock()
                .add(convolution(channels, 1, stride))
                .add(BatchNorm.builder().build());
    return new ParallelBlock(ResNet18Encoder::sum, List.of(branch, shortcut));
  }

  private static NDList sum(List<NDList> parts) {
    NDArray sum = parts.get(0).singletonOrThrow().add(parts.get(1).singletonOrThrow());
    return new NDList(Activation.relu(sum));
  }

  /** Without bias: the BatchNorm that follows would take it away again. */
  private static Block convolution(int channels, int kernel, int stride) {
    return Conv2d.builder()
        .setKernelShape(new Shape(kernel, kernel))
        .setFilters(channels)
        .optStride(new Shape(stride, stride))
        .optPadding(new Shape(kernel / 2, kernel / 2))
        .optBias(false)
        .build();
  }
}
