package dev.counterpoint.app.bench.peer;

import static org.bytedeco.pytorch.global.torch.adaptive_avg_pool2d;
import static org.bytedeco.pytorch.global.torch.normalize;
import static org.bytedeco.pytorch.global.torch.relu_;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NormalizeFuncOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** ResNet-18 for small pictures as libtorch's modules, beside a linear layer for captions. */
final class ResNetClip extends Module implements PeerNetwork {

  private static final int[] STAGES = {64, 128, 256, 512};
  private static final int EMBEDDING = 64;
  private static final int CAPTION = 20;

  private final int side;
  private final Conv2dImpl stem;
  private final BatchNorm2dImpl stemNorm;
  private final List<PeerResidual> blocks = new ArrayList<>();
  private final LinearImpl projection;
  private final LinearImpl caption;
  private final NormalizeFuncOptions alongRows = new NormalizeFuncOptions();
  private final Scalar logitScale;

  ResNetClip(int side, double temperature) {
    this.side = side;
    int before = STAGES[0];
    stem = register_module("stem", PeerResidual.convolution(3, before, 3, 1));
    stemNorm = register_module("stemNorm", PeerResidual.norm(before));
    for (int channels : STAGES) {
      add(before, channels);
      add(channels, channels);
      before = channels;
    }
    projection = register_module("projection", PeerNetwork.withoutBias(before, EMBEDDING));
    caption = register_module("caption", new LinearImpl(CAPTION, EMBEDDING));
    alongRows.dim().put(1);
    logitScale = new Scalar(1 / temperature);
  }

  private void add(int before, int channels) {
    PeerResidual block = new PeerResidual(before, channels);
    blocks.add(register_module("block" + blocks.size(), block));
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
    List<Tensor> state = new ArrayList<>();
    PeerResidual.add(state, stem, stemNorm);
    blocks.forEach(block -> state.addAll(block.state()));
    state.addAll(List.of(projection.weight(), caption.weight(), caption.bias()));
    return state;
  }

  @Override
  public Tensor loss(Tensor images, Tensor captions, Tensor partners) {
    Tensor x = relu_(stemNorm.forward(stem.forward(images)));
    for (PeerResidual block : blocks) {
      x = block.of(x);
    }
    x = projection.forward(adaptive_avg_pool2d(x, 1, 1).flatten(1, -1)); // (N, 64)
    Tensor image = normalize(x, alongRows);
    Tensor text = normalize(caption.forward(captions), alongRows);
    return PeerNetwork.symmetricCrossEntropy(image.matmul(text.t()).mul(logitScale), partners);
  }
}
