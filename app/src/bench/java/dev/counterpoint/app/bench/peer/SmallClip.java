package dev.counterpoint.app.bench.peer;

import static org.bytedeco.pytorch.global.torch.normalize;
import static org.bytedeco.pytorch.global.torch.relu;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.LinearImpl;
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
  private final SmallEncoder encoder;
  private final LinearImpl projection;
  private final LinearImpl caption;
  private final NormalizeFuncOptions alongRows = new NormalizeFuncOptions();
  private final Scalar logitScale;

  SmallClip(int side, double temperature) {
    this.side = side;
    encoder = register_module("encoder", new SmallEncoder(3, side, side, FEATURES));
    projection = register_module("projection", PeerNetwork.withoutBias(FEATURES, EMBEDDING));
    caption = register_module("caption", new LinearImpl(CAPTION, EMBEDDING));
    alongRows.dim().put(1);
    logitScale = new Scalar(1 / temperature);
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
    List<Tensor> state = new ArrayList<>(encoder.state());
    state.addAll(List.of(projection.weight(), caption.weight(), caption.bias()));
    return state;
  }

  @Override
  public Tensor loss(Tensor images, Tensor captions, Tensor partners) {
    Tensor x = projection.forward(relu(encoder.of(images))); // (N, 64)
    Tensor image = normalize(x, alongRows);
    Tensor text = normalize(caption.forward(captions), alongRows);
    Tensor logits = image.matmul(text.t()).mul(logitScale); // (N, N)
    return PeerNetwork.symmetricCrossEntropy(logits, partners);
  }
}
