package dev.counterpoint.models.encoder.residual;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;

/**
 * Residual networks with the stem for ImageNet (He et al. 2016, "Deep Residual Learning for Image
 * Recognition", table 1): a 7x7 convolution and a maximum pooling, each of stride 2, then four
 * stages. Where a stage begins with a smaller picture, the 3x3 convolution has the stride, also in
 * the bottlenecks of ResNet-50, as in torchvision.
 *
 * <p>{@code (N, C, H, W) float32 -> (N, features)}; made for 224x224, works from about 32x32 up.
 */
public enum ImageNetResNet {

  /** Two blocks a stage; 11.2 M parameters, 3.6 GFLOP a picture of 224x224 forward. */
  RESNET_18(false, 2, 2, 2, 2),

  /** 21.3 M parameters, 7.3 GFLOP a picture of 224x224 forward. */
  RESNET_34(false, 3, 4, 6, 3),

  /** Bottlenecks; 23.5 M parameters, 8.2 GFLOP a picture of 224x224 forward. */
  RESNET_50(true, 3, 4, 6, 3);

  private static final int STEM = 64;
  private static final int[] CHANNELS = {64, 128, 256, 512};

  /** A bottleneck gives so many times the channels that its 3x3 convolution has. */
  private static final int BOTTLENECK = 4;

  private final boolean bottlenecks;
  private final int[] blocks;

  ImageNetResNet(boolean bottlenecks, int... blocks) {
    this.bottlenecks = bottlenecks;
    this.blocks = blocks;
  }

  /** Channels of the last stage: at this width there is no linear layer on top. */
  public int pooled() {
    return CHANNELS[CHANNELS.length - 1] * (bottlenecks ? BOTTLENECK : 1);
  }

  /**
   * An encoder that is not initialised.
   *
   * @param features width of the result; at {@link #pooled} it is the pooled last stage itself,
   *     otherwise a linear layer follows
   */
  public Block create(int features) {
    SequentialBlock network =
        new SequentialBlock()
            .add(Residual.convolution(STEM, 7, 2))
            .add(BatchNorm.builder().build())
            .add(Activation.reluBlock())
            .add(Pool.maxPool2dBlock(new Shape(3, 3), new Shape(2, 2), new Shape(1, 1)));
    int before = STEM;
    for (int stage = 0; stage < CHANNELS.length; stage++) {
      for (int i = 0; i < blocks[stage]; i++) {
        int stride = stage > 0 && i == 0 ? 2 : 1;
        network.add(residual(before, CHANNELS[stage], stride));
        before = CHANNELS[stage] * (bottlenecks ? BOTTLENECK : 1);
      }
    }
    network.add(Pool.globalAvgPool2dBlock()).add(Blocks.batchFlattenBlock());
    return features == pooled()
        ? network
        : network.add(Linear.builder().setUnits(features).build());
  }

  private Block residual(int before, int channels, int stride) {
    Block branch = bottlenecks ? bottleneck(channels, stride) : Residual.basic(channels, stride);
    return Residual.block(branch, before, channels * (bottlenecks ? BOTTLENECK : 1), stride);
  }

  private static Block bottleneck(int channels, int stride) {
    return new SequentialBlock()
        .add(Residual.convolution(channels, 1, 1))
        .add(BatchNorm.builder().build())
        .add(Activation.reluBlock())
        .add(Residual.convolution(channels, 3, stride))
        .add(BatchNorm.builder().build())
        .add(Activation.reluBlock())
        .add(Residual.convolution(BOTTLENECK * channels, 1, 1))
        .add(BatchNorm.builder().build());
  }
}
