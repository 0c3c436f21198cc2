package dev.counterpoint.models.encoder;

import ai.djl.nn.Block;
import dev.counterpoint.models.encoder.residual.ImageNetResNet;
import dev.counterpoint.models.encoder.residual.SmallPictureResNet;
import dev.counterpoint.models.encoder.transformer.Gelu;
import dev.counterpoint.models.encoder.transformer.TransformerSize;
import dev.counterpoint.models.encoder.transformer.VisionSettings;
import dev.counterpoint.models.encoder.transformer.VisionTransformer;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Image encoders by name. A new one is a line here; the contract tests then run on it.
 *
 * <p>Parameters, and FLOP of a picture forward; training takes three times as many:
 *
 * <ul>
 *   <li>{@code mlp}, {@code small-cnn}, {@code resnet18}: for small pictures, see their classes.
 *   <li>{@code resnet18-imagenet}, {@code resnet34-imagenet}, {@code resnet50-imagenet}: see {@link
 *       ImageNetResNet}.
 *   <li>{@code vit-tiny}: patch 8, width 128, 5 layers of 4 heads; 1.0 M, 142 MFLOP at 64x64.
 *   <li>{@code vit-small}: patch 8, width 256, 8 layers of 8 heads; 6.4 M, 859 MFLOP at 64x64.
 *   <li>{@code vit-b-32}: CLIP's image tower in OpenCLIP, patch 32, width 768, 12 layers of 12
 *       heads; 87.5 M, and 87.8 M with CLIP's projection from 768 features to 512; 8.8 GFLOP at
 *       224x224.
 *   <li>{@code vit-b-32-quickgelu}: the same with the activation of the weights that OpenAI
 *       published.
 * </ul>
 */
public final class Encoders {

  private static final Map<String, Entry> BY_NAME =
      Collections.unmodifiableMap(
          new TreeMap<>(
              Map.of(
                  "small-cnn",
                  anySide(SmallConvEncoder::create),
                  "mlp",
                  anySide(features -> MlpEncoder.create(MlpEncoder.IRM_UNITS, features)),
                  "resnet18",
                  anySide(SmallPictureResNet::create),
                  "resnet18-imagenet",
                  anySide(ImageNetResNet.RESNET_18::create),
                  "resnet34-imagenet",
                  anySide(ImageNetResNet.RESNET_34::create),
                  "resnet50-imagenet",
                  anySide(ImageNetResNet.RESNET_50::create),
                  "vit-tiny",
                  vision(VisionSettings.plain(new TransformerSize(128, 5, 4, Gelu.EXACT), 8)),
                  "vit-small",
                  vision(VisionSettings.plain(new TransformerSize(256, 8, 8, Gelu.EXACT), 8)),
                  "vit-b-32",
                  vision(VisionSettings.clip(new TransformerSize(768, 12, 12, Gelu.EXACT), 32)),
                  "vit-b-32-quickgelu",
                  vision(VisionSettings.clip(new TransformerSize(768, 12, 12, Gelu.QUICK), 32)))));

  private Encoders() {}

  /** How an encoder is made, and what sides of pictures must be a multiple of. */
  private record Entry(IntFunction<Block> maker, int sideStep) {}

  private static Entry anySide(IntFunction<Block> maker) {
    return new Entry(maker, 1);
  }

  private static Entry vision(VisionSettings settings) {
    return new Entry(features -> new VisionTransformer(settings, features), settings.patch());
  }

  /** All names, sorted. */
  public static Set<String> names() {
    return BY_NAME.keySet();
  }

  /**
   * An encoder that is not initialised.
   *
   * @param name one of {@link #names}
   * @param features width of the result, at least 1
   * @return from {@code (N, C, H, W)} float32 to {@code (N, features)}, H and W multiples of {@link
   *     #sideStep}
   * @throws UnknownEncoderException if there is none of this name; it names the nearest
   * @throws IllegalArgumentException if features is below 1
   */
  public static Block create(String name, int features) {
    Entry entry = entry(name);
    if (features < 1) {
      throw new IllegalArgumentException("features must be at least 1, found " + features);
    }
    return entry.maker().apply(features);
  }

  /**
   * What height and width of the pictures must be a multiple of: the side of a patch; 1 where any
   * will do.
   *
   * @throws UnknownEncoderException if there is none of this name; it names the nearest
   */
  public static int sideStep(String name) {
    return entry(name).sideStep();
  }

  private static Entry entry(String name) {
    Entry entry = BY_NAME.get(name);
    if (entry == null) {
      throw new UnknownEncoderException("image encoder", name, names());
    }
    return entry;
  }
}
