package dev.counterpoint.models.encoder.residual;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;

/**
 * ResNet-18 for small pictures (He et al. 2016, "Deep Residual Learning for Image Recognition",
 * table 1): four stages of two residual blocks with 64, 128, 256 and 512 channels. As in SimCLR on
 * CIFAR-10 (Chen et al. 2020, appendix B.9), the stem is one 3x3 convolution of stride 1 without
 * pooling, and so 28x28 pictures end at 4x4.
 *
 * <p>{@code (N, C, H, W) float32 -> (N, features)}; 11.2 M parameters.
 */
public final class SmallPictureResNet {

  /** Channels of the last stage: at this width there is no linear layer on top. */
  public static final int POOLED = 512;

  private SmallPictureResNet() {}

  /**
   * An encoder that is not initialised.
   *
   * @param features width of the result; at {@link #POOLED} it is the pooled last stage itself,
   *     otherwise a linear layer follows
   */
  public static Block create(int features) {
    SequentialBlock network =
        new SequentialBlock()
            .add(Residual.convolution(64, 3, 1))
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

  /** Where the channels grow, the picture is halved. */
  private static Block residual(int before, int channels) {
    int stride = before == channels ? 1 : 2;
    return Residual.block(Residual.basic(channels, stride), before, channels, stride);
  }
}
