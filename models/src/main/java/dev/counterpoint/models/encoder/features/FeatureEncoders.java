package dev.counterpoint.models.encoder.features;

import ai.djl.nn.Block;
import dev.counterpoint.models.encoder.LinearEncoder;
import dev.counterpoint.models.encoder.MlpEncoder;
import dev.counterpoint.models.encoder.UnknownEncoderException;
import dev.counterpoint.models.encoder.transformer.Gelu;
import dev.counterpoint.models.encoder.transformer.TransformerSize;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Encoders of features by name. A new one is a line here; the contract tests then run on it.
 *
 * <ul>
 *   <li>{@code linear}: one linear layer; a sequence is laid out flat.
 *   <li>{@code mlp}: two linear layers with ReLU, 128 hidden units; a sequence is laid out flat.
 *   <li>{@code sequence-tiny}: a transformer over the steps of a sequence, width 64, 2 layers of 4
 *       heads; see {@link SequenceTransformer}.
 * </ul>
 */
public final class FeatureEncoders {

  private static final int HIDDEN = 128;

  private static final Map<String, IntFunction<Block>> BY_NAME =
      Collections.unmodifiableMap(
          new TreeMap<>(
              Map.of(
                  "linear",
                  LinearEncoder::create,
                  "mlp",
                  features -> MlpEncoder.create(HIDDEN, features),
                  "sequence-tiny",
                  features ->
                      new SequenceTransformer(
                          new TransformerSize(64, 2, 4, Gelu.EXACT), features))));

  private FeatureEncoders() {}

  /** All names, sorted. */
  public static Set<String> names() {
    return BY_NAME.keySet();
  }

  /**
   * An encoder that is not initialised.
   *
   * @param name one of {@link #names}
   * @param features width of the result, at least 1
   * @return from {@code (N, D)} or {@code (N, T, D)} float32 to {@code (N, features)}
   * @throws UnknownEncoderException if there is none of this name; it names the nearest
   */
  public static Block create(String name, int features) {
    IntFunction<Block> maker = BY_NAME.get(name);
    if (maker == null) {
      throw new UnknownEncoderException("feature encoder", name, names());
    }
    return maker.apply(features);
  }
}
