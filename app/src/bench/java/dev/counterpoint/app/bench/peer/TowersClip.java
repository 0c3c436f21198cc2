package dev.counterpoint.app.bench.peer;

import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.normalize;
import static org.bytedeco.pytorch.global.torch.randn;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.EmbeddingImpl;
import org.bytedeco.pytorch.LayerNormImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.LongVector;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NormalizeFuncOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A vision transformer and a causal text transformer as libtorch's modules, with their loss. */
final class TowersClip extends Module implements PeerNetwork {

  private final int side;
  private final int length;
  private final Scalar end;
  private final Conv2dImpl patches;
  private final Tensor classToken;
  private final Tensor imagePositions;
  private final LayerNormImpl imageNorm;
  private final List<PeerBlock> imageBlocks;
  private final LinearImpl imageProjection;
  private final EmbeddingImpl tokens;
  private final Tensor textPositions;
  private final LayerNormImpl textNorm;
  private final LinearImpl textProjection;
  private final List<PeerBlock> textBlocks;
  private final NormalizeFuncOptions alongRows = new NormalizeFuncOptions();
  private final Scalar logitScale;

  TowersClip(Properties settings) {
    side = number(settings, "side");
    length = number(settings, "length");
    end = new Scalar((long) number(settings, "end"));
    int patch = number(settings, "patch");
    int embedding = number(settings, "embedding");
    int width = number(settings, "imageWidth");
    Conv2dOptions cut = new Conv2dOptions(3, width, new LongPointer(patch, patch));
    cut.stride().put(new long[] {patch, patch});
    patches = register_module("patches", new Conv2dImpl(cut));
    classToken = parameter("classToken", randn(width));
    long count = (long) (side / patch) * (side / patch) + 1;
    imagePositions = parameter("imagePositions", randn(count, width));
    imageNorm = register_module("imageNorm", new LayerNormImpl(new LongVector(new long[] {width})));
    imageBlocks =
        blocks(
            "image", number(settings, "imageLayers"), width, number(settings, "imageHeads"), false);
    imageProjection = register_module("imageProjection", PeerNetwork.withoutBias(width, embedding));
    int textWidth = number(settings, "textWidth");
    tokens =
        register_module("tokens", new EmbeddingImpl(number(settings, "vocabulary"), textWidth));
    textPositions = parameter("textPositions", randn(length, textWidth));
    textNorm =
        register_module("textNorm", new LayerNormImpl(new LongVector(new long[] {textWidth})));
    textProjection =
        register_module("textProjection", PeerNetwork.withoutBias(textWidth, embedding));
    textBlocks =
        blocks(
            "text", number(settings, "textLayers"), textWidth, number(settings, "textHeads"), true);
    alongRows.dim().put(1);
    logitScale = new Scalar(1 / Double.parseDouble(settings.getProperty("temperature")));
  }

  /** Keeps the tensor itself: what register_parameter gives back moves when others come. */
  private Tensor parameter(String name, Tensor tensor) {
    register_parameter(name, tensor);
    return tensor;
  }

  private static int number(Properties settings, String name) {
    return Integer.parseInt(settings.getProperty(name));
  }

  private List<PeerBlock> blocks(String name, int layers, int width, int heads, boolean causal) {
    List<PeerBlock> blocks = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      blocks.add(register_module(name + i, new PeerBlock(width, heads, causal)));
    }
    return blocks;
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
    return Tensor.create(values, batch, length).to(ScalarType.Long);
  }

  @Override
  public List<Tensor> state() {
    List<Tensor> state =
        new ArrayList<>(
            List.of(
                patches.weight(),
                patches.bias(),
                classToken,
                imagePositions,
                imageNorm.weight(),
                imageNorm.bias()));
    imageBlocks.forEach(block -> state.addAll(block.state()));
    state.add(imageProjection.weight());
    state.addAll(
        List.of(
            tokens.weight(),
            textPositions,
            textNorm.weight(),
            textNorm.bias(),
            textProjection.weight()));
    textBlocks.forEach(block -> state.addAll(block.state()));
    return state;
  }

  @Override
  public Tensor loss(Tensor images, Tensor captions, Tensor partners) {
    Tensor image = normalize(imageProjection.forward(image(images)), alongRows);
    Tensor text = normalize(textProjection.forward(text(captions)), alongRows);
    return PeerNetwork.symmetricCrossEntropy(image.matmul(text.t()).mul(logitScale), partners);
  }

  private Tensor image(Tensor images) {
    Tensor x = patches.forward(images).flatten(2, -1).transpose(1, 2); // (N, P, width)
    Tensor first = classToken.view(1, 1, -1).expand(x.size(0), 1, -1);
    x = cat(new TensorVector(first, x), 1).add(imagePositions);
    for (PeerBlock block : imageBlocks) {
      x = block.of(x);
    }
    return imageNorm.forward(x.select(1, 0));
  }

  private Tensor text(Tensor captions) {
    Tensor x = tokens.forward(captions).add(textPositions); // (N, L, width)
    for (PeerBlock block : textBlocks) {
      x = block.of(x);
    }
    Tensor ends = captions.eq(end).to(ScalarType.Int).argmax(new LongOptional(1), true); // (N, 1)
    Tensor at = ends.unsqueeze(2).expand(-1, -1, x.size(2));
    return textNorm.forward(x.gather(1, at).squeeze(1));
  }
}
