package dev.counterpoint.app.bench.peer;

import static org.bytedeco.pytorch.global.torch.arange;

import dev.counterpoint.app.bench.protocol.Exchange;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Properties;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.OptimizerParamGroup;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** The training step: network, batch and libtorch's AdamW with weight decay on weights only. */
@SuppressWarnings("try") // scopes act by being open
final class PeerTraining {

  private final PeerNetwork network;
  private final AdamW optimizer;
  private final Tensor images;
  private final Tensor captions;
  private final Tensor partners;

  /**
   * Takes parameters, batch and settings from the exchange.
   *
   * @param channelsLast whether the pictures have their channels side by side in memory
   */
  PeerTraining(Exchange exchange, boolean channelsLast) {
    Properties settings = exchange.settings();
    int batch = Integer.parseInt(settings.getProperty("batchSize"));
    network = network(settings, exchange);
    restore(network.state(), exchange.read(Exchange.BEFORE));
    network.module().train(true);
    Tensor planes = network.images(exchange.read(Exchange.IMAGES), batch);
    images = channelsLast ? channelsLast(planes) : planes;
    Tensor second = network.captions(exchange.read(Exchange.CAPTIONS), batch);
    captions = channelsLast && second.dim() == 4 ? channelsLast(second) : second;
    partners = arange(new Scalar((long) batch));
    optimizer = optimizer(network.module(), settings);
  }

  /** Of one channel libtorch believes that both orders are the same, and convolves as planes. */
  private static Tensor channelsLast(Tensor planes) {
    return planes.size(1) == 1
        ? planes.view(planes.size(0), planes.size(2), planes.size(3), 1).permute(0, 3, 1, 2)
        : planes.contiguous(MemoryFormat.ChannelsLast);
  }

  private static PeerNetwork network(Properties settings, Exchange exchange) {
    String name = settings.getProperty("network");
    if (name.equals("towers")) {
      return new TowersClip(settings);
    }
    if (name.equals("fusion-mcr")) {
      return new McrFusion(settings, exchange);
    }
    int side = Integer.parseInt(settings.getProperty("side"));
    double temperature = number(settings, "temperature");
    return name.equals("resnet18")
        ? new ResNetClip(side, temperature)
        : new SmallClip(side, temperature);
  }

  private static double number(Properties settings, String name) {
    return Double.parseDouble(settings.getProperty(name));
  }

  private static AdamW optimizer(Module network, Properties settings) {
    TensorVector weights = new TensorVector();
    TensorVector others = new TensorVector();
    TensorVector all = network.parameters();
    for (long i = 0; i < all.size(); i++) {
      Tensor parameter = all.get(i);
      (parameter.dim() > 1 ? weights : others).push_back(parameter);
    }
    AdamWOptions decaying = options(settings);
    decaying.weight_decay().put(number(settings, "weightDecay"));
    AdamWOptions plain = options(settings);
    plain.weight_decay().put(0);
    AdamW optimizer = new AdamW(weights, decaying);
    optimizer.add_param_group(new OptimizerParamGroup(others, plain));
    return optimizer;
  }

  private static AdamWOptions options(Properties settings) {
    AdamWOptions options = new AdamWOptions(number(settings, "learningRate"));
    // A C++ tuple, which some libraries keep backwards in memory: the default tells, 0.9 and 0.999.
    DoublePointer betas = options.betas();
    int first = betas.get(0) < betas.get(1) ? 0 : 1;
    betas.put(first, number(settings, "beta1"));
    betas.put(1 - first, number(settings, "beta2"));
    options.eps().put(number(settings, "epsilon"));
    return options;
  }

  /** Takes one step. */
  void take() {
    try (PointerScope step = new PointerScope()) {
      optimizer.zero_grad();
      network.loss(images, captions, partners).backward();
      optimizer.step();
    }
  }

  /** Takes one step and waits for its loss. */
  float takeForLoss() {
    try (PointerScope step = new PointerScope()) {
      optimizer.zero_grad();
      Tensor loss = network.loss(images, captions, partners);
      loss.backward();
      optimizer.step();
      return loss.item_float();
    }
  }

  /** Parameters and running statistics, one after another. */
  float[] parameters() {
    List<Tensor> state = network.state();
    float[] values = new float[Math.toIntExact(state.stream().mapToLong(Tensor::numel).sum())];
    FloatBuffer all = FloatBuffer.wrap(values);
    state.forEach(tensor -> all.put(tensor.contiguous().<FloatBuffer>createBuffer()));
    return values;
  }

  private static void restore(List<Tensor> state, float[] values) {
    long expected = state.stream().mapToLong(Tensor::numel).sum();
    if (expected != values.length) {
      throw new IllegalArgumentException(
          "the peer's network has %d parameters, Counterpoint's %d"
              .formatted(expected, values.length));
    }
    FloatBuffer from = FloatBuffer.wrap(values);
    try (AutoGradMode off = new AutoGradMode(false)) {
      for (Tensor tensor : state) {
        float[] own = new float[Math.toIntExact(tensor.numel())];
        from.get(own);
        tensor.copy_(Tensor.create(own, tensor.shape()));
      }
    }
  }
}
