package dev.counterpoint.models.encoder.text;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import dev.counterpoint.models.encoder.UnknownEncoderException;
import dev.counterpoint.models.encoder.transformer.Gelu;
import dev.counterpoint.models.encoder.transformer.TransformerSize;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Text encoders by name; all end with a linear layer to the width asked for. A new one is a line
 * here; the contract tests then run on it.
 *
 * <p>Parameters with a vocabulary of 8,192, rows of 32 and 128 features, and forward FLOP of a full
 * row; training takes three times as many:
 *
 * <ul>
 *   <li>{@code bag-of-words}: width 256; 2.1 M, no FLOP to speak of.
 *   <li>{@code text-tiny}: width 128, 4 layers of 4 heads; 1.9 M, 52 MFLOP.
 *   <li>{@code text-wide}: the sum of {@code bag-of-words} and {@code text-tiny}, as wide and deep
 *       networks are (Cheng et al. 2016): what single words say need not be learned through the
 *       blocks, which few captions teach badly; 4.1 M, 52 MFLOP.
 *   <li>{@code text-context}: {@code bag-of-words} with a correction by 2 layers of width 128 and 4
 *       heads over the same embeddings, see {@link WordsInContextEncoder}; 2.6 M, 28 MFLOP.
 *   <li>{@code text-small}: width 256, 6 layers of 8 heads; 6.9 M, 309 MFLOP.
 *   <li>{@code text-clip}: width 512, 12 layers of 8 heads, the text tower of CLIP ViT-B/32 in
 *       OpenCLIP; with {@link TextShape#CLIP} and 512 features 63.4 M, 6.0 GFLOP.
 *   <li>{@code text-clip-quickgelu}: the same with the activation of the weights that OpenAI
 *       published.
 * </ul>
 */
public final class TextEncoders {

  private static final String BAG_OF_WORDS = "bag-of-words";
  private static final int BAG_OF_WORDS_WIDTH = 256;

  private static final TransformerSize TINY = new TransformerSize(128, 4, 4, Gelu.EXACT);

  private static final TransformerSize CONTEXT = new TransformerSize(128, 2, 4, Gelu.EXACT);

  private static final Map<String, Maker> BY_NAME =
      Collections.unmodifiableMap(
          new TreeMap<>(
              Map.of(
                  BAG_OF_WORDS,
                  (shape, features, pooling) ->
                      new BagOfWordsEncoder(shape, BAG_OF_WORDS_WIDTH, features),
                  "text-tiny",
                  transformer(TINY),
                  "text-wide",
                  TextEncoders::wide,
                  "text-context",
                  (shape, features, pooling) ->
                      new WordsInContextEncoder(shape, BAG_OF_WORDS_WIDTH, CONTEXT, features),
                  "text-small",
                  transformer(new TransformerSize(256, 6, 8, Gelu.EXACT)),
                  "text-clip",
                  transformer(new TransformerSize(512, 12, 8, Gelu.EXACT)),
                  "text-clip-quickgelu",
                  transformer(new TransformerSize(512, 12, 8, Gelu.QUICK)))));

  private TextEncoders() {}

  @FunctionalInterface
  private interface Maker {
    Block create(TextShape shape, int features, TextPooling pooling);
  }

  private static Maker transformer(TransformerSize size) {
    return (shape, features, pooling) -> new TextTransformer(shape, size, pooling, features);
  }

  private static Block wide(TextShape shape, int features, TextPooling pooling) {
    Block words = new BagOfWordsEncoder(shape, BAG_OF_WORDS_WIDTH, features);
    Block sequence = new TextTransformer(shape, TINY, pooling, features);
    return new ParallelBlock(
        parts -> new NDList(parts.get(0).singletonOrThrow().add(parts.get(1).singletonOrThrow())),
        List.of(words, sequence));
  }

  /** All names, sorted. */
  public static Set<String> names() {
    return BY_NAME.keySet();
  }

  /** Whether an encoder of this name computes more for longer rows, padding included. */
  public static boolean readsSequences(String name) {
    return !name.equals(BAG_OF_WORDS);
  }

  /**
   * An encoder that is not initialised.
   *
   * @param name one of {@link #names}
   * @param features width of the result, at least 1
   * @param pooling where transformers are read; {@code bag-of-words} and {@code text-context} have
   *     the mean always
   * @return from {@code (N, L)} int64 to {@code (N, features)} float32, for any L from 2 to the
   *     shape's length
   * @throws UnknownEncoderException if there is none of this name; it names the nearest
   * @throws IllegalArgumentException if features is below 1
   */
  public static Block create(String name, TextShape shape, int features, TextPooling pooling) {
    Maker maker = BY_NAME.get(name);
    if (maker == null) {
      throw new UnknownEncoderException("text encoder", name, names());
    }
    return maker.create(shape, features, pooling);
  }
}
