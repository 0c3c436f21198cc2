package dev.counterpoint.datasets.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.datasets.text.bpe.CaptionWords;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which normalizers and pre-tokenizers of a tokenizer.json are passed on to the library, and with
 * which settings: all others are refused, as nobody has looked at what the library does with them.
 * Regular expressions are known ones only, for the library ends the process where one takes too
 * long.
 */
final class TokenizerParts {

  private static final Set<String> FLAGS_OF_BERT =
      Set.of("clean_text", "handle_chinese_chars", "strip_accents", "lowercase");
  private static final Set<String> FLAGS_OF_BYTE_LEVEL =
      Set.of("add_prefix_space", "trim_offsets", "use_regex");

  private static final Map<String, Set<String>> NORMALIZERS =
      Map.of(
          "NFC", Set.of(),
          "NFD", Set.of(),
          "NFKC", Set.of(),
          "NFKD", Set.of(),
          "Lowercase", Set.of(),
          "StripAccents", Set.of(),
          "Strip", Set.of("strip_left", "strip_right"),
          "BertNormalizer", FLAGS_OF_BERT,
          "Replace", Set.of("pattern", "content"),
          "Sequence", Set.of("normalizers"));

  private static final Map<String, Set<String>> PRE_TOKENIZERS =
      Map.of(
          "ByteLevel", FLAGS_OF_BYTE_LEVEL,
          "BertPreTokenizer", Set.of(),
          "Whitespace", Set.of(),
          "WhitespaceSplit", Set.of(),
          "Digits", Set.of("individual_digits"),
          "Split", Set.of("pattern", "behavior", "invert"),
          "Sequence", Set.of("pretokenizers"));

  private static final Set<String> BEHAVIORS =
      Set.of("Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous");

  private static final Set<String> PATTERNS =
      Set.of(
          "\\s+",
          CaptionWords.PATTERN,
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+");

  private static final int MOST_PARTS = 16;
  private static final int LONGEST_TEXT = 64;

  private final String name;

  TokenizerParts(String name) {
    this.name = name;
  }

  /** Checks the section {@code normalizer}, which may be absent or null. */
  void checkNormalizer(JsonNode part) {
    check(part, "normalizer", NORMALIZERS, "normalizers");
  }

  /** Checks the section {@code pre_tokenizer}, which may be absent or null. */
  void checkPreTokenizer(JsonNode part) {
    check(part, "pre_tokenizer", PRE_TOKENIZERS, "pretokenizers");
  }

  private void check(JsonNode part, String where, Map<String, Set<String>> known, String sequence) {
    if (part.isMissingNode() || part.isNull()) {
      return;
    }
    String type = part.path("type").asText();
    if (!part.isObject() || !known.containsKey(type)) {
      throw error(
          "%s is of type \"%s\"; known are %s"
              .formatted(where, abridged(type), new TreeSet<>(known.keySet())));
    }
    for (Map.Entry<String, JsonNode> field : part.properties()) {
      String key = field.getKey();
      String place = where + "." + abridged(key);
      if (key.equals("type")) {
        continue;
      }
      if (!known.get(type).contains(key)) {
        throw error("%s is no setting of a %s".formatted(place, type));
      }
      JsonNode value = field.getValue();
      switch (key) {
        case "pattern" -> checkPattern(value, place);
        case "behavior" -> checkBehavior(value, place);
        case "content" -> checkText(value, place);
        case "normalizers", "pretokenizers" -> checkSequence(value, place, known, sequence);
        default -> {
          boolean flag = value.isBoolean() || key.equals("strip_accents") && value.isNull();
          if (!flag) {
            throw error(place + " must be true or false");
          }
        }
      }
    }
  }

  private void checkSequence(
      JsonNode parts, String where, Map<String, Set<String>> known, String sequence) {
    if (!parts.isArray() || parts.size() > MOST_PARTS) {
      throw error("%s must be a list of at most %d".formatted(where, MOST_PARTS));
    }
    for (int i = 0; i < parts.size(); i++) {
      String place = "%s[%d]".formatted(where, i);
      if (!parts.get(i).isObject() || parts.get(i).has(sequence)) {
        throw error(place + " must be one part, no sequence");
      }
      check(parts.get(i), place, known, sequence);
    }
  }

  private void checkPattern(JsonNode pattern, String where) {
    boolean one = pattern.isObject() && pattern.size() == 1;
    if (one && pattern.has("String")) {
      checkText(pattern.get("String"), where);
    } else if (!one || !PATTERNS.contains(pattern.path("Regex").asText())) {
      throw error(
          "%s is \"%s\"; known regular expressions are those of CLIP and GPT-2"
              .formatted(where, abridged(pattern.path("Regex").asText())));
    }
  }

  private void checkBehavior(JsonNode behavior, String where) {
    if (!behavior.isTextual() || !BEHAVIORS.contains(behavior.asText())) {
      throw error("%s must be one of %s".formatted(where, BEHAVIORS));
    }
  }

  private void checkText(JsonNode text, String where) {
    boolean sound = text.isTextual() && !text.asText().isEmpty();
    if (!sound || text.asText().length() > LONGEST_TEXT) {
      throw error("%s must be a text of 1 to %d characters".formatted(where, LONGEST_TEXT));
    }
    TokenizerModel.checkToken(name, where, text.asText());
  }

  private static String abridged(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...";
  }

  private MalformedTokenizerException error(String problem) {
    return new MalformedTokenizerException(name + ": " + problem, TokenizerFile.REMEDY);
  }
}
