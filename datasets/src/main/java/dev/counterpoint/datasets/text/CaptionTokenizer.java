package dev.counterpoint.datasets.text;

import dev.counterpoint.datasets.UnreadableFileException;
import dev.counterpoint.datasets.text.bpe.ByteAlphabet;
import dev.counterpoint.datasets.text.bpe.CaptionWords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * From captions to rows of ids, and back, by a Hugging Face tokenizer.json: one that {@code
 * BpeTrainer} has made, or one of CLIP, GPT-2 or BERT. Safe for several threads.
 *
 * <p>The ids are those of Hugging Face's library. Tokenizers of CLIP's form are encoded in Java,
 * which is faster, wherever the two cannot differ; all else goes to the library, by DJL's JNI,
 * which is loaded when it is first needed. No network is used.
 *
 * <p>Texts: halves of surrogate pairs count as U+FFFD. A special token that is written out in a
 * text ("&lt;|endoftext|&gt;") is that token, as in the library. What lies behind {@link
 * #LONGEST_TEXT} is cut off.
 */
public final class CaptionTokenizer implements AutoCloseable {

  /** Characters of a text that are looked at; more than 10,000 rows of CLIP's 77 tokens. */
  public static final int LONGEST_TEXT = 1 << 20;

  private final String name;
  private final byte[] json;
  private final String[] tokens;
  private final boolean[] special;
  private final TokenizerModel model;
  private final SpecialTokens marks;
  private final Optional<ClipForm> clip;
  private final String forLibrary;
  private volatile TokenizerLibrary library;
  private volatile boolean closed;

  private CaptionTokenizer(String name, byte[] json) {
    this.name = name;
    this.json = json;
    TokenizerFile file = TokenizerFile.read(name, json);
    model = file.model();
    marks = file.specialTokens();
    tokens = new String[file.ids().size()];
    for (Map.Entry<String, Integer> token : file.ids().entrySet()) {
      tokens[token.getValue()] = token.getKey();
    }
    special = new boolean[tokens.length];
    file.addedTokens()
        .forEach(added -> special[added.path("id").asInt()] = added.path("special").asBoolean());
    clip = ClipForm.of(file);
    forLibrary = file.forLibrary();
    if (clip.isEmpty()) {
      // At once, so that the error of a bad file comes here.
      library();
    }
  }

  /**
   * Reads a file.
   *
   * @throws UnreadableFileException if the system does not let us
   * @throws MalformedTokenizerException if it is no tokenizer.json that can be used
   * @throws TokenizerLibraryException if the library is needed and does not load
   */
  public static CaptionTokenizer open(Path tokenizerJson) {
    try (InputStream in = Files.newInputStream(tokenizerJson)) {
      byte[] json = in.readNBytes(TokenizerFile.MOST_BYTES + 1);
      return new CaptionTokenizer(tokenizerJson.toString(), json);
    } catch (IOException e) {
      throw new UnreadableFileException(tokenizerJson.toString(), e);
    }
  }

  /**
   * Reads a tokenizer.json from memory.
   *
   * @param name what the person calls it; for messages
   * @throws MalformedTokenizerException if it is no tokenizer.json that can be used
   * @throws TokenizerLibraryException if the library is needed and does not load
   */
  public static CaptionTokenizer parse(String name, byte[] json) {
    return new CaptionTokenizer(name, json.clone());
  }

  /** The file's content, to the byte. */
  public byte[] json() {
    return json.clone();
  }

  /** Number of ids: they are 0 to this, exclusively. */
  public int vocabularySize() {
    return tokens.length;
  }

  /** First id of each row; the end's where the tokenizer has none of its own, as GPT-2. */
  public long startId() {
    return marks.start();
  }

  /** Id of the end of a text; may be in front of the end if a text spells it out. */
  public long endId() {
    return marks.end();
  }

  /** Id behind the end; the end's where the tokenizer has none of its own, as CLIP. */
  public long padId() {
    return marks.pad();
  }

  /**
   * The two tokens that each token was joined of, by id; null for those that were joined of none,
   * such as bytes, special tokens, and all of a tokenizer that is no BPE. A new array.
   */
  public int[][] parts() {
    return model.merges() == null ? new int[tokens.length][] : model.merges().parts(tokens.length);
  }

  /**
   * Rows of ids: start, tokens, end, padding.
   *
   * @param length of a row, at least 2
   * @return rows in the order of the texts, with how many were cut in front of the end
   * @throws IllegalArgumentException if the length is below 2, or the rows are beyond an array
   * @throws IllegalStateException if closed
   */
  public TokenRows encode(List<String> texts, int length) {
    if (length < 2 || (long) length * texts.size() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%d rows of %d tokens: a row has at least 2, all rows fewer than 2^31"
              .formatted(texts.size(), length));
    }
    long[] ids = new long[length * texts.size()];
    int row = 0;
    int truncated = 0;
    for (String text : texts) {
      Row tokensOfRow = new Row(ids, row * length, length);
      if (encode(text, tokensOfRow) | tokensOfRow.cut) {
        truncated++;
      }
      tokensOfRow.finish();
      row++;
    }
    return new TokenRows(ids, row, length, truncated);
  }

  /**
   * The ids of a text, without start and end.
   *
   * @throws IllegalStateException if closed
   */
  public int[] tokens(String text) {
    Collected collected = new Collected();
    encode(text, collected);
    return Arrays.copyOf(collected.ids, collected.size);
  }

  /**
   * The text of ids, without special tokens; what is no UTF-8 becomes U+FFFD. Spaces are those of
   * the tokenizer: of CLIP's form one behind each word, signs too.
   *
   * @throws IllegalArgumentException if an id is not of the vocabulary
   */
  public String decode(long[] ids) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    boolean pieces = model.merges() == null;
    for (long id : ids) {
      if (id < 0 || id >= tokens.length) {
        throw new IllegalArgumentException(
            "%s: ids are 0 to %d, not %d".formatted(name, tokens.length - 1, id));
      }
      if (!special[(int) id]) {
        String token = tokens[(int) id];
        if (pieces) {
          boolean continued = !model.prefix().isEmpty() && token.startsWith(model.prefix());
          String piece = continued ? token.substring(model.prefix().length()) : " " + token;
          text.writeBytes(piece.getBytes(StandardCharsets.UTF_8));
        } else if (!model.suffix().isEmpty() && token.endsWith(model.suffix())) {
          ByteAlphabet.write(token.substring(0, token.length() - model.suffix().length()), text);
          text.write(' ');
        } else {
          ByteAlphabet.write(token, text);
        }
      }
    }
    return text.toString(StandardCharsets.UTF_8).strip();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (library != null) {
      library.close();
    }
  }

  /** Says whether the text itself was too long to be looked at whole. */
  private boolean encode(String text, ClipForm.Tokens out) {
    if (closed) {
      throw new IllegalStateException(name + ": the tokenizer is closed");
    }
    Objects.requireNonNull(text, "text");
    boolean tooLong = text.length() > LONGEST_TEXT;
    String known =
        CaptionWords.withoutLoneSurrogates(tooLong ? text.substring(0, LONGEST_TEXT) : text);
    if (clip.isPresent() && clip.get().encodes(known)) {
      clip.get().encode(known, out);
    } else {
      out.add(library().tokens(known));
    }
    return tooLong;
  }

  private TokenizerLibrary library() {
    TokenizerLibrary loaded = library;
    return loaded == null ? loadLibrary() : loaded;
  }

  private synchronized TokenizerLibrary loadLibrary() {
    if (closed) {
      throw new IllegalStateException(name + ": the tokenizer is closed");
    }
    if (library == null) {
      library = new TokenizerLibrary(name, forLibrary);
    }
    return library;
  }

  /** A part of the array of all rows. */
  private final class Row implements ClipForm.Tokens {

    private final long[] ids;
    private final int end;
    private int next;
    private boolean cut;

    Row(long[] ids, int first, int length) {
      this.ids = ids;
      this.end = first + length;
      ids[first] = marks.start();
      this.next = first + 1;
    }

    @Override
    public void add(int[] word) {
      // One place is the end's.
      int room = Math.min(word.length, end - 1 - next);
      for (int i = 0; i < room; i++) {
        ids[next++] = word[i];
      }
      cut |= room < word.length;
    }

    void finish() {
      ids[next++] = marks.end();
      Arrays.fill(ids, next, end, marks.pad());
    }
  }

  private static final class Collected implements ClipForm.Tokens {

    private int[] ids = new int[16];
    private int size;

    @Override
    public void add(int[] word) {
      if (size + word.length > ids.length) {
        ids = Arrays.copyOf(ids, Math.max(2 * ids.length, size + word.length));
      }
      System.arraycopy(word, 0, ids, size, word.length);
      size += word.length;
    }
  }
}
