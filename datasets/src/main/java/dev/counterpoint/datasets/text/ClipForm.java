package dev.counterpoint.datasets.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.datasets.text.bpe.ByteAlphabet;
import dev.counterpoint.datasets.text.bpe.CaptionWords;
import dev.counterpoint.datasets.text.bpe.WordEncoder;
import java.util.Optional;

/** Tokenizers of the form of CLIP's, which Java encodes itself, with the library's ids. */
final class ClipForm {

  private static final String SUFFIX = "</w>";

  private final CaptionWords words;
  private final WordEncoder encoder;
  private final String firstOfAdded;

  private ClipForm(CaptionWords words, WordEncoder encoder, String firstOfAdded) {
    this.words = words;
    this.encoder = encoder;
    this.firstOfAdded = firstOfAdded;
  }

  /** The encoder of a tokenizer of this form; empty for all others. */
  static Optional<ClipForm> of(TokenizerFile file) {
    TokenizerModel model = file.model();
    boolean plain =
        model.plain() && model.suffix().equals(SUFFIX) && splits(file.section("pre_tokenizer"));
    JsonNode steps = file.section("normalizer").path("normalizers");
    boolean lower = steps.size() == 3 && isType(steps.get(2), "Lowercase");
    boolean normal =
        (lower || steps.size() == 2)
            && isType(steps.get(0), "NFC")
            && isType(steps.get(1), "Replace")
            && steps.get(1).path("pattern").path("Regex").asText().equals("\\s+")
            && steps.get(1).path("content").asText().equals(" ");
    if (!plain || !normal) {
      return Optional.empty();
    }
    int[] bytes = new int[ByteAlphabet.SIZE];
    int[] lastBytes = new int[ByteAlphabet.SIZE];
    for (int b = 0; b < bytes.length; b++) {
      String token = Character.toString(ByteAlphabet.character(b));
      bytes[b] = model.vocabulary().getOrDefault(token, -1);
      lastBytes[b] = model.vocabulary().getOrDefault(token + SUFFIX, -1);
      if (bytes[b] < 0 || lastBytes[b] < 0) {
        return Optional.empty();
      }
    }
    StringBuilder first = new StringBuilder();
    for (JsonNode added : file.addedTokens()) {
      String content = added.path("content").asText();
      // One that takes in spaces, or in capitals, is found by more than its first character.
      int c = content.charAt(0);
      if (c > '~' || Character.isLetter(c) || Character.isWhitespace(c)) {
        return Optional.empty();
      }
      first.append((char) c);
    }
    WordEncoder encoder = new WordEncoder(bytes, lastBytes, model.merges());
    return Optional.of(new ClipForm(new CaptionWords(lower), encoder, first.toString()));
  }

  /**
   * Whether this text has the library's ids here: its characters are beyond doubt, and no added
   * token can be in it.
   */
  boolean encodes(String text) {
    for (int i = 0; i < firstOfAdded.length(); i++) {
      if (text.indexOf(firstOfAdded.charAt(i)) >= 0) {
        return false;
      }
    }
    return CaptionWords.settled(text);
  }

  /** Hands on the ids of a text, word by word. */
  void encode(String text, Tokens tokens) {
    words.split(text, word -> tokens.add(encoder.tokens(word)));
  }

  private static boolean splits(JsonNode preTokenizer) {
    JsonNode steps = preTokenizer.path("pretokenizers");
    if (steps.size() != 2) {
      return false;
    }
    JsonNode split = steps.get(0);
    JsonNode bytes = steps.get(1);
    return isType(split, "Split")
        && split.path("pattern").path("Regex").asText().equals(CaptionWords.PATTERN)
        && split.path("behavior").asText().equals("Removed")
        && split.path("invert").asBoolean()
        && isType(bytes, "ByteLevel")
        && !bytes.path("add_prefix_space").asBoolean(true);
  }

  private static boolean isType(JsonNode part, String type) {
    return part.path("type").asText().equals(type);
  }

  /** Takes in the tokens of one word after the other. */
  @FunctionalInterface
  interface Tokens {

    /** Takes in a word's tokens; the array is not to be changed. */
    void add(int[] tokens);
  }
}
