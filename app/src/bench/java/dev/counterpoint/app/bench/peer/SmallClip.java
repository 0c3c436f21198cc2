package dev.counterpoint.app.bench.peer;

import static org.bytedeco.pytorch.global.torch.normalize;
import static org.bytedeco.pytorch.global.torch.relu;

import java.util.List;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LinearOptions;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NormalizeFuncOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** The network of recipe {@code colored-mnist-clip} as libtorch's modules, with its loss. */
final class SmallClip extends Module implements PeerNetwork {

  private static final int FEATURES = 128;
  private static final int EMBEDDING = 64;

  private static final int CAPTION = 20;

  private final int side;
  private final Conv2dImpl convolution1;
  private final BatchNorm2dImpl norm1;
  private final Conv2dImpl convolution2;
  private final BatchNorm2dImpl norm2;
  private final LinearImpl features;
  private final LinearImpl projection;
  private final LinearImpl caption;
  private final NormalizeFuncOptions alongRows = new NormalizeFuncOptions();
  private final Scalar logitScale;

  SmallClip(int side, double temperature) {
    this.side = side;
    convolution1 = register_module("convolution1", convolution(3, 32));
    norm1 = register_module("norm1", new BatchNorm2dImpl(new BatchNormOptions(32)));
    convolution2 = register_module("convolution2", convolution(32, 64));
    norm2 = register_module("norm2", new BatchNorm2dImpl(new BatchNormOptions(64)));
    features = register_module("features", new LinearImpl(64L * map(side) * map(side), FEATURES));
    projection = register_module("projection", new LinearImpl(withoutBias(FEATURES, EMBEDDING)));
    caption = register_module("caption", new LinearImpl(CAPTION, EMBEDDING));
    alongRows.dim().put(1);
    logitScale = new Scalar(1 / temperature);
  }

  /** Side after two convolutions of stride 2. */
  private static int map(int side) {
    return (side + 3) / 4;
  }

  private static LinearOptions withoutBias(long from, long to) {
    LinearOptions options = new LinearOptions(from, to);
    options.bias().put(false);
    return options;
  }

  private static Conv2dImpl convolution(long from, long to) {
    Conv2dOptions options = new Conv2dOptions(from, to, new LongPointer(3, 3));
    options.stride().put(new long[] {2, 2});
    options.padding().put(new LongPointer(1, 1));
    options.bias().put(false);
    return new Conv2dImpl(options);
  }

  @Override
  public Module module() {
    return this;
  }

  @Override
  public Tensor images(float[] values, int batch) {
    return Tensor.create(values, batch, 3, side, side);
  }

  @Override
  public Tensor captions(float[] values, int batch) {
    return Tensor.create(values, batch, CAPTION);
  }

  @Override
  public List<Tensor> state() {
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
        features.bias(),
        projection.weight(),
        caption.weight(),
        caption.bias());
  }

  /** Counterpoint's order of this weight; libtorch flattens maps channel by channel. */
  private Tensor byPixel(Tensor weight) {
    long pixels = (long) map(side) * map(side);
    return weight.view(FEATURES, 64L, pixels).transpose(1, 2);
  }

  @Override
  public Tensor loss(Tensor images, Tensor captions, Tensor partners) {
    Tensor x = relu(norm1.forward(convolution1.forward(images))); // (N, 32, 14, 14)
    x = relu(norm2.forward(convolution2.forward(x))); // (N, 64, 7, 7)
    x = projection.forward(relu(features.forward(x.flatten(1, -1)))); // (N, 64)
    Tensor image = normalize(x, alongRows);
    Tensor text = normalize(caption.forward(captions), alongRows);
    Tensor logits = image.matmul(text.t()).mul(logitScale); // (N, N)
    return PeerNetwork.symmetricCrossEntropy(logits, partners);
  }
}
