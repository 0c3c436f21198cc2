package dev.counterpoint.app.bench.peer;

import static org.bytedeco.pytorch.global.torch.cross_entropy;

import java.util.List;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LinearOptions;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** A network of libtorch's modules with the loss that it is trained by. */
interface PeerNetwork {

  /** Holder of the parameters. */
  Module module();

  /** Parameters and running statistics in the exchange's order. */
  List<Tensor> state();

  /** Pictures {@code (N, C, H, W)} from the exchange. */
  Tensor images(float[] values, int batch);

  /** Captions, or the other modality, from the exchange, as the network takes them. */
  Tensor captions(float[] values, int batch);

  /**
   * What is minimised; of towers, the symmetric cross-entropy over the similarities of all pictures
   * with all captions.
   *
   * @param partners {@code (N)} int64, 0 to N - 1
   */
  Tensor loss(Tensor images, Tensor captions, Tensor partners);

  /** The mean of both directions' cross-entropy of logits {@code (N, N)}. */
  static Tensor symmetricCrossEntropy(Tensor logits, Tensor partners) {
    return cross_entropy(logits, partners)
        .add(cross_entropy(logits.t(), partners))
        .mul(new Scalar(0.5));
  }

  /** A linear layer without a bias. */
  static LinearImpl withoutBias(long from, long to) {
    LinearOptions options = new LinearOptions(from, to);
    options.bias().put(false);
    return new LinearImpl(options);
  }
}
