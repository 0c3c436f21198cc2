package dev.counterpoint.app.bench.peer;

import static org.bytedeco.pytorch.global.torch.relu_;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/** A residual block as torchvision's BasicBlock is written, its activations in place. */
final class PeerResidual extends Module {

  private final Conv2dImpl convolution1;
  private final BatchNorm2dImpl norm1;
  private final Conv2dImpl convolution2;
  private final BatchNorm2dImpl norm2;
  private final Conv2dImpl shortcut;
  private final BatchNorm2dImpl shortcutNorm;

  PeerResidual(int before, int channels) {
    int stride = before == channels ? 1 : 2;
    convolution1 = register_module("convolution1", convolution(before, channels, 3, stride));
    norm1 = register_module("norm1", norm(channels));
    convolution2 = register_module("convolution2", convolution(channels, channels, 3, 1));
    norm2 = register_module("norm2", norm(channels));
    if (before == channels) {
      shortcut = null;
      shortcutNorm = null;
    } else {
      shortcut = register_module("shortcut", convolution(before, channels, 1, stride));
      shortcutNorm = register_module("shortcutNorm", norm(channels));
    }
  }

  static Conv2dImpl convolution(long from, long to, int kernel, int stride) {
    Conv2dOptions options = new Conv2dOptions(from, to, new LongPointer(kernel, kernel));
    options.stride().put(new long[] {stride, stride});
    options.padding().put(new LongPointer(kernel / 2, kernel / 2));
    options.bias().put(false);
    return new Conv2dImpl(options);
  }

  static BatchNorm2dImpl norm(int channels) {
    return new BatchNorm2dImpl(new BatchNormOptions(channels));
  }

  List<Tensor> state() {
    List<Tensor> state = new ArrayList<>();
    add(state, convolution1, norm1);
    add(state, convolution2, norm2);
    if (shortcut != null) {
      add(state, shortcut, shortcutNorm);
    }
    return state;
  }

  static void add(List<Tensor> state, Conv2dImpl convolution, BatchNorm2dImpl norm) {
    state.addAll(
        List.of(
            convolution.weight(),
            norm.weight(),
            norm.bias(),
            norm.running_mean(),
            norm.running_var()));
  }

  /** {@code (N, before, H, W)} to {@code (N, channels, H / stride, W / stride)}. */
  Tensor of(Tensor x) {
    Tensor branch = relu_(norm1.forward(convolution1.forward(x)));
    branch = norm2.forward(convolution2.forward(branch));
    Tensor beside = shortcut == null ? x : shortcutNorm.forward(shortcut.forward(x));
    return relu_(branch.add_(beside));
  }
}
