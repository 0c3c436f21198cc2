package dev.counterpoint.datasets.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.datasets.text.bpe.BpeSettings;
import dev.counterpoint.datasets.text.bpe.MergeTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The section {@code model} of a tokenizer.json, checked. BPE and WordPiece are read; Unigram and
 * WordLevel are refused, as their scores and unknown tokens are not checked here.
 *
 * @param type {@code BPE} or {@code WordPiece}
 * @param vocabulary ids of the tokens; not copied, do not change
 * @param merges of a BPE, else null
 * @param suffix of the last token of a word, may be empty
 * @param prefix of all but the first token of a word, may be empty
 * @param plain a BPE that merges by rank and by nothing else
 */
record TokenizerModel(
    String type,
    Map<String, Integer> vocabulary,
    MergeTable merges,
    String suffix,
    String prefix,
    boolean plain) {

  private static final int LONGEST_TOKEN = 1_024;
  private static final Set<String> BPE =
      Set.of(
          "type",
          "dropout",
          "unk_token",
          "continuing_subword_prefix",
          "end_of_word_suffix",
          "fuse_unk",
          "byte_fallback",
          "ignore_merges",
          "vocab",
          "merges");
  private static final Set<String> WORD_PIECE =
      Set.of("type", "unk_token", "continuing_subword_prefix", "max_input_chars_per_word", "vocab");

  static TokenizerModel read(String name, JsonNode model) {
    return new Reader(name, model).read();
  }

  static String abridged(String text) {
    return text.length() <= 64 ? text : text.substring(0, 64) + "...";
  }

  static void checkToken(String name, String where, String token) {
    boolean lone = token.codePoints().anyMatch(c -> c >= 0xD800 && c < 0xE000);
    if (token.length() > LONGEST_TOKEN || lone) {
      throw new MalformedTokenizerException(
          "%s: %s \"%s\" is %s"
              .formatted(
                  name,
                  where,
                  abridged(token).replaceAll("\\p{Cs}", "\uFFFD"),
                  lone ? "half of a character" : "longer than 1,024 characters"),
          TokenizerFile.REMEDY);
    }
  }

  private record Reader(String name, JsonNode model) {

    TokenizerModel read() {
      // Files of the first years have no type.
      String type = model.path("type").asText(model.has("merges") ? "BPE" : "WordPiece");
      Set<String> known =
          switch (type) {
            case "BPE" -> BPE;
            case "WordPiece" -> WORD_PIECE;
            default ->
                throw error("model.type is \"%s\"; BPE and WordPiece are read", abridged(type));
          };
      model
          .fieldNames()
          .forEachRemaining(
              key -> {
                if (!known.contains(key)) {
                  throw error("model.%s is not known for %s", abridged(key), type);
                }
              });
      Map<String, Integer> vocabulary = vocabulary();
      String unknown = text("unk_token");
      if (!unknown.isEmpty() && !vocabulary.containsKey(unknown)) {
        throw error("model.unk_token \"%s\" is not in the vocabulary", abridged(unknown));
      }
      return type.equals("BPE") ? bpe(vocabulary) : wordPiece(vocabulary, unknown);
    }

    private TokenizerModel bpe(Map<String, Integer> vocabulary) {
      if (!text("continuing_subword_prefix").isEmpty()) {
        throw error("model.continuing_subword_prefix of a BPE must be null or empty");
      }
      if (model.path("dropout").asDouble(0) != 0 || model.path("dropout").isTextual()) {
        throw error("model.dropout must be null: encoding would be random");
      }
      boolean plain = !flag("byte_fallback") & !flag("ignore_merges") & !flag("fuse_unk");
      MergeTable merges = merges(vocabulary);
      return new TokenizerModel("BPE", vocabulary, merges, text("end_of_word_suffix"), "", plain);
    }

    private TokenizerModel wordPiece(Map<String, Integer> vocabulary, String unknown) {
      int longest = model.path("max_input_chars_per_word").asInt(-1);
      if (unknown.isEmpty() || longest < 1 || longest > 1_000) {
        throw error(
            "a WordPiece model needs unk_token, and max_input_chars_per_word of 1 to 1,000");
      }
      String prefix = text("continuing_subword_prefix");
      return new TokenizerModel("WordPiece", vocabulary, null, "", prefix, false);
    }

    private Map<String, Integer> vocabulary() {
      JsonNode vocab = model.path("vocab");
      if (!vocab.isObject() || vocab.isEmpty() || vocab.size() > BpeSettings.MOST_TOKENS) {
        throw error(
            "model.vocab must be an object of 1 to %d tokens and their ids",
            BpeSettings.MOST_TOKENS);
      }
      Map<String, Integer> vocabulary = new HashMap<>(2 * vocab.size());
      for (Map.Entry<String, JsonNode> token : vocab.properties()) {
        checkToken(name, "token", token.getKey());
        JsonNode id = token.getValue();
        if (!id.isInt() || id.asInt() < 0) {
          throw error(
              "\"%s\" has the id %s; ids are whole numbers from 0",
              abridged(token.getKey()), abridged(id.toString()));
        }
        vocabulary.put(token.getKey(), id.asInt());
      }
      return vocabulary;
    }

    private MergeTable merges(Map<String, Integer> vocabulary) {
      JsonNode list = model.path("merges");
      if (!list.isArray() || list.size() > BpeSettings.MOST_TOKENS) {
        throw error("model.merges must be a list of at most %d", BpeSettings.MOST_TOKENS);
      }
      MergeTable merges = new MergeTable(list.size());
      for (int rank = 0; rank < list.size(); rank++) {
        JsonNode merge = list.get(rank);
        String[] parts =
            merge.isTextual()
                ? merge.asText().split(" ", -1)
                : new String[] {merge.path(0).asText(), merge.path(1).asText()};
        boolean sound =
            parts.length == 2
                && (merge.isTextual() || merge.isArray() && merge.size() == 2)
                && !parts[0].isEmpty()
                && !parts[1].isEmpty();
        if (!sound) {
          throw error(
              "model.merges[%d] is %s; two tokens are expected", rank, abridged(merge.toString()));
        }
        int left = id(vocabulary, parts[0], rank);
        int right = id(vocabulary, parts[1], rank);
        merges.put(left, right, rank, id(vocabulary, parts[0] + parts[1], rank));
      }
      return merges;
    }

    private int id(Map<String, Integer> vocabulary, String token, int rank) {
      Integer id = vocabulary.get(token);
      if (id == null) {
        throw error(
            "model.merges[%d] names or makes \"%s\", which is not in the vocabulary",
            rank, abridged(token));
      }
      return id;
    }

    private String text(String field) {
      JsonNode value = model.path(field);
      if (value.isMissingNode() || value.isNull()) {
        return "";
      }
      if (!value.isTextual()) {
        throw error("model.%s must be a text", field);
      }
      checkToken(name, "model." + field, value.asText());
      return value.asText();
    }

    private boolean flag(String field) {
      JsonNode value = model.path(field);
      if (!value.isMissingNode() && !value.isBoolean()) {
        throw error("model.%s must be true or false", field);
      }
      return value.asBoolean();
    }

    private MalformedTokenizerException error(String problem, Object... values) {
      return new MalformedTokenizerException(
          name + ": " + problem.formatted(values), TokenizerFile.REMEDY);
    }
  }
}
