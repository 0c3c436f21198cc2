package dev.counterpoint.app.bench.peer;

import static org.bytedeco.pytorch.global.torch.relu;

import java.util.List;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/**
 * Counterpoint's {@code small-cnn}: two convolutions of stride 2, each with BatchNorm and ReLU, and
 * a linear layer, {@code (N, C, H, W) -> (N, features)}.
 */
final class SmallEncoder extends Module {

  private static final long FIRST = 32;
  private static final long SECOND = 64;

  private final long units;
  private final long pixels;
  private final Conv2dImpl convolution1;
  private final BatchNorm2dImpl norm1;
  private final Conv2dImpl convolution2;
  private final BatchNorm2dImpl norm2;
  private final LinearImpl features;

  SmallEncoder(long channels, long height, long width, long units) {
    this.units = units;
    this.pixels = map(height) * map(width);
    convolution1 = register_module("convolution1", convolution(channels, FIRST));
    norm1 = register_module("norm1", new BatchNorm2dImpl(new BatchNormOptions(FIRST)));
    convolution2 = register_module("convolution2", convolution(FIRST, SECOND));
    norm2 = register_module("norm2", new BatchNorm2dImpl(new BatchNormOptions(SECOND)));
    features = register_module("features", new LinearImpl(SECOND * pixels, units));
  }

  /** Side after two convolutions of stride 2. */
  private static long map(long side) {
    return (side + 3) / 4;
  }

  private static Conv2dImpl convolution(long from, long to) {
    Conv2dOptions options = new Conv2dOptions(from, to, new LongPointer(3, 3));
    options.stride().put(new long[] {2, 2});
    options.padding().put(new LongPointer(1, 1));
    options.bias().put(false);
    return new Conv2dImpl(options);
  }

  /** Parameters and running statistics in the exchange's order. */
  List<Tensor> state() {
    return List.of(
        convolution1.weight(),
        norm1.weight(),
        norm1.bias(),
        norm1.running_mean(),
        norm1.running_var(),
        convolution2.weight(),
        norm2.weight(),
        norm2.bias(),
        norm2.running_mean(),
        norm2.running_var(),
        byPixel(features.weight()),
        features.bias());
  }

  /** Counterpoint's order of this weight; libtorch flattens maps channel by channel. */
  private Tensor byPixel(Tensor weight) {
    return weight.view(units, SECOND, pixels).transpose(1, 2);
  }

  Tensor of(Tensor pictures) {
    Tensor x = relu(norm1.forward(convolution1.forward(pictures))); // half of each side
    x = relu(norm2.forward(convolution2.forward(x))); // a quarter
    return features.forward(x.flatten(1, -1));
  }
}
