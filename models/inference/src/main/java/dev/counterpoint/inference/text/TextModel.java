package dev.counterpoint.inference.text;

import dev.counterpoint.datasets.text.CaptionTokenizer;
import dev.counterpoint.datasets.text.TokenRows;
import dev.counterpoint.inference.Vectors;
import dev.counterpoint.inference.bundle.Bundle;
import dev.counterpoint.inference.config.BundleConfig;
import dev.counterpoint.inference.config.MalformedConfigException;
import dev.counterpoint.inference.config.TextConfig;
import dev.counterpoint.inference.runtime.RuntimeOptions;
import dev.counterpoint.inference.runtime.TextSession;
import java.nio.file.Path;
import java.util.List;

/**
 * The encoder of sentences of a trained model, to be used beside its {@link
 * dev.counterpoint.inference.ImageModel}: their embeddings are compared by the dot product.
 *
 * <pre>{@code
 * try (TextModel model = TextModel.open(Path.of("bundle"))) {
 *   float[] direction = model.embed("a red car");
 * }
 * }</pre>
 *
 * <p>Any number of threads may use a model at once. Closing waits for calls that run; later ones
 * get an {@link IllegalStateException}.
 */
public final class TextModel implements AutoCloseable {

  private final String where;
  private final TextConfig config;
  private final CaptionTokenizer tokenizer;
  private final TextSession session;
  private final int batch;

  private TextModel(
      Bundle bundle, TextConfig config, CaptionTokenizer tokenizer, RuntimeOptions options) {
    where = bundle.where();
    this.config = config;
    this.tokenizer = tokenizer;
    requireAgreement();
    session = TextSession.open(bundle, options);
    batch = options.batch();
  }

  /**
   * Opens the bundle in a folder, or in a {@code .zip} of one.
   *
   * @throws dev.counterpoint.datasets.CounterpointException as {@link Bundle#open(Path)} and {@link
   *     #open(Bundle, RuntimeOptions)}
   */
  public static TextModel open(Path bundle) {
    return open(Bundle.open(bundle), RuntimeOptions.standard());
  }

  /**
   * Opens a bundle with other settings than the usual.
   *
   * @throws NoTextTowerException if the bundle cannot encode sentences
   * @throws MalformedConfigException if tokenizer and configuration do not fit together
   * @throws dev.counterpoint.datasets.CounterpointException as {@link CaptionTokenizer#parse} and
   *     {@link TextSession#open}
   */
  public static TextModel open(Bundle bundle, RuntimeOptions options) {
    TextConfig config =
        bundle
            .config()
            .textConfig()
            .orElseThrow(
                () -> new NoTextTowerException(bundle.where(), bundle.config().text().isPresent()));
    CaptionTokenizer tokenizer =
        CaptionTokenizer.parse(
            bundle.where() + "/" + BundleConfig.TOKENIZER,
            bundle.file(BundleConfig.TOKENIZER).orElseThrow());
    try {
      return new TextModel(bundle, config, tokenizer, options);
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /** An id that the graph does not know would be an error of ONNX Runtime, far from its cause. */
  private void requireAgreement() {
    require(
        "vocab_size",
        tokenizer.vocabularySize() <= config.vocabSize(),
        config.vocabSize(),
        tokenizer.vocabularySize());
    requireEqual("bos_token_id", config.bosTokenId(), tokenizer.startId());
    requireEqual("eos_token_id", config.eosTokenId(), tokenizer.endId());
    requireEqual("pad_token_id", config.padTokenId(), tokenizer.padId());
  }

  private void requireEqual(String key, long stated, long found) {
    require(key, stated == found, stated, found);
  }

  private void require(String key, boolean fits, long stated, long found) {
    if (!fits) {
      throw new MalformedConfigException(
          where + "/" + BundleConfig.FILE,
          "text_config." + key,
          "is %d, but %s has %d".formatted(stated, BundleConfig.TOKENIZER, found));
    }
  }

  /** Numbers of an embedding, {@code D}. */
  public int width() {
    return session.width();
  }

  /** Tokens that are read of a text, its start and end included. */
  public int length() {
    return config.maxPositionEmbeddings();
  }

  /**
   * The embedding of a text; of one that is too long, of its beginning.
   *
   * @return {@code (D)}, of length one
   * @throws BlankTextException if there is no word in it
   */
  public float[] embed(String text) {
    return embed(List.of(text)).vectors().row(0);
  }

  /**
   * The embeddings of texts.
   *
   * @throws BlankTextException if there is no word in one of them
   * @throws IllegalStateException if this is closed
   */
  public TextEmbeddings embed(List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      if (texts.get(i).isBlank()) {
        throw new BlankTextException(i + 1, texts.size());
      }
    }
    float[] values = new float[Math.multiplyExact(texts.size(), width())];
    int truncated = 0;
    for (int first = 0; first < texts.size(); first += batch) {
      List<String> some = texts.subList(first, Math.min(texts.size(), first + batch));
      TokenRows rows = tokenizer.encode(some, length());
      truncated += rows.truncated();
      float[] encoded = session.run(rows.ids(), rows.rows(), rows.length());
      System.arraycopy(encoded, 0, values, first * width(), encoded.length);
    }
    return new TextEmbeddings(new Vectors(values, texts.size(), width()), truncated);
  }

  /** Waits for calls that run, then gives the model's memory back. */
  @Override
  public void close() {
    session.close();
    tokenizer.close();
  }
}
