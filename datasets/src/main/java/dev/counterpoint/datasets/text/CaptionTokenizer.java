package dev.counterpoint.datasets.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Stand-in with the API of the tokenizer that is written elsewhere; replaced by it at the merge.
 */
public final class CaptionTokenizer implements AutoCloseable {

  private final byte[] json;
  private final HuggingFaceTokenizer tokenizer;

  private CaptionTokenizer(byte[] json) throws IOException {
    this.json = json;
    tokenizer =
        HuggingFaceTokenizer.newInstance(
            new ByteArrayInputStream(json),
            Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
  }

  /** Opens a file. */
  public static CaptionTokenizer open(Path file) {
    try {
      return parse(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a file's content. */
  public static CaptionTokenizer parse(String name, byte[] json) {
    try {
      return new CaptionTokenizer(json.clone());
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** The file's content. */
  public byte[] json() {
    return json.clone();
  }

  /** How many tokens there are. */
  public int vocabularySize() {
    String text = new String(json, StandardCharsets.UTF_8);
    return text.substring(text.indexOf("\"vocab\"")).split("\\}", 2)[0].split(":").length - 2;
  }

  /** The first token of a row. */
  public long startId() {
    return id("<|startoftext|>");
  }

  /** The last token of a text. */
  public long endId() {
    return id("<|endoftext|>");
  }

  /** What fills a row. */
  public long padId() {
    return endId();
  }

  private long id(String token) {
    return tokenizer.encode(token, false, false).getIds()[0];
  }

  /** Rows of ids. */
  public TokenRows encode(List<String> texts, int length) {
    long[] ids = new long[texts.size() * length];
    Arrays.fill(ids, padId());
    int truncated = 0;
    for (int row = 0; row < texts.size(); row++) {
      long[] tokens = tokenizer.encode(texts.get(row), false, false).getIds();
      int kept = Math.min(tokens.length, length - 2);
      truncated += kept < tokens.length ? 1 : 0;
      ids[row * length] = startId();
      System.arraycopy(tokens, 0, ids, row * length + 1, kept);
      ids[row * length + 1 + kept] = endId();
    }
    return new TokenRows(ids, texts.size(), length, truncated);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
