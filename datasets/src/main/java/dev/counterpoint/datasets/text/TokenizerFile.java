package dev.counterpoint.datasets.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads a tokenizer.json, strictly: nothing that is not checked here comes to the library. */
final class TokenizerFile {

  /** Larger files are not read. The largest tokenizers of text encoders have 20 MB. */
  static final int MOST_BYTES = 64 << 20;

  static final String REMEDY =
      "Take the tokenizer.json from its source again; byte-level BPE (CLIP, GPT-2) and WordPiece"
          + " (BERT) are read.";

  private static final int DEEPEST = 32;
  private static final int MOST_ADDED = 10_000;
  private static final Set<String> SECTIONS =
      Set.of(
          "version",
          "truncation",
          "padding",
          "added_tokens",
          "normalizer",
          "pre_tokenizer",
          "post_processor",
          "decoder",
          "model");

  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(1 << 16)
                          .maxNameLength(1 << 12)
                          .maxNumberLength(32)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final String name;
  private final JsonNode root;
  private final TokenizerModel model;
  private final Map<String, Integer> ids = new LinkedHashMap<>();

  private TokenizerFile(String name, JsonNode root) {
    this.name = name;
    this.root = root;
    checkSections();
    TokenizerParts parts = new TokenizerParts(name);
    parts.checkNormalizer(root.path("normalizer"));
    parts.checkPreTokenizer(root.path("pre_tokenizer"));
    this.model = TokenizerModel.read(name, root.path("model"));
    ids.putAll(model.vocabulary());
    checkAddedTokens();
    checkIds();
  }

  /**
   * Reads and checks a file's content.
   *
   * @throws MalformedTokenizerException naming what is wrong
   */
  static TokenizerFile read(String name, byte[] json) {
    if (json.length > MOST_BYTES) {
      throw new MalformedTokenizerException(
          "%s: %d bytes or more; at most %d are read".formatted(name, json.length, MOST_BYTES),
          REMEDY);
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
      return new TokenizerFile(name, JSON.readTree(text));
    } catch (CharacterCodingException e) {
      throw new MalformedTokenizerException(name + ": it is not UTF-8", REMEDY, e);
    } catch (JsonProcessingException e) {
      long at = e.getLocation() == null ? 0 : e.getLocation().getCharOffset();
      throw new MalformedTokenizerException(
          "%s: it is not valid JSON at character %d: %s".formatted(name, at, reason(e)), REMEDY, e);
    }
  }

  /** Of all tokens, the added ones among them. */
  Map<String, Integer> ids() {
    return ids;
  }

  TokenizerModel model() {
    return model;
  }

  SpecialTokens specialTokens() {
    return SpecialTokens.find(name, root, ids);
  }

  /** The contents of {@code added_tokens}: those that are found in a text before anything else. */
  JsonNode addedTokens() {
    return root.path("added_tokens");
  }

  JsonNode section(String section) {
    return root.path(section);
  }

  /** What the library is given: the checked sections, without truncation and padding. */
  String forLibrary() {
    ObjectNode checked = JSON.createObjectNode();
    checked.put("version", "1.0");
    checked.set("added_tokens", root.get("added_tokens"));
    if (!root.path("added_tokens").isArray()) {
      checked.putArray("added_tokens");
    }
    for (String part : new String[] {"normalizer", "pre_tokenizer"}) {
      checked.set(part, root.hasNonNull(part) ? root.get(part) : JSON.nullNode());
    }
    for (String part : new String[] {"truncation", "padding", "post_processor", "decoder"}) {
      checked.putNull(part);
    }
    ObjectNode typed = root.get("model").deepCopy();
    checked.set("model", typed.put("type", model.type()));
    return checked.toString();
  }

  private void checkSections() {
    if (!root.isObject()) {
      throw error("it is not a JSON object");
    }
    root.fieldNames()
        .forEachRemaining(
            section -> {
              if (!SECTIONS.contains(section)) {
                throw error("unknown section \"%s\"".formatted(TokenizerModel.abridged(section)));
              }
            });
    if (!root.path("model").isObject()) {
      throw error("there is no section \"model\"");
    }
  }

  private void checkAddedTokens() {
    JsonNode added = root.path("added_tokens");
    if (added.isMissingNode() || added.isNull()) {
      return;
    }
    if (!added.isArray() || added.size() > MOST_ADDED) {
      throw error("added_tokens must be a list of at most " + MOST_ADDED);
    }
    Map<String, Boolean> seen = new LinkedHashMap<>();
    for (int i = 0; i < added.size(); i++) {
      JsonNode token = added.get(i);
      String where = "added_tokens[%d]".formatted(i);
      JsonNode content = token.path("content");
      if (!content.isTextual() || content.asText().isEmpty()) {
        throw error(where + ".content must be a text that is not empty");
      }
      String text = content.asText();
      TokenizerModel.checkToken(name, where + ".content", text);
      for (String flag :
          new String[] {"single_word", "lstrip", "rstrip", "normalized", "special"}) {
        if (!token.path(flag).isBoolean()) {
          throw error("%s.%s must be true or false".formatted(where, flag));
        }
      }
      // A normalizer could leave nothing of it, and what is nothing is found everywhere.
      boolean visible = text.chars().anyMatch(c -> c > ' ' && c <= '~');
      if (token.path("normalized").asBoolean() && !visible) {
        throw error(where + " is normalized, but has no visible character of ASCII");
      }
      if (token.size() != 7 || !token.path("id").isInt()) {
        throw error(where + " must have a whole number as id, content, and five flags");
      }
      if (seen.put(text, true) != null) {
        throw error("%s: \"%s\" is added twice".formatted(where, text));
      }
      int id = token.path("id").asInt();
      // The library numbers new tokens itself, one after the other, whatever the file says.
      int expected = ids.getOrDefault(text, ids.size());
      if (id != expected) {
        throw error(
            "%s: \"%s\" has the id %d; after the vocabulary and the tokens before it, it has %d"
                .formatted(where, text, id, expected));
      }
      ids.put(text, id);
    }
  }

  private void checkIds() {
    String[] byId = new String[ids.size()];
    ids.forEach(
        (token, id) -> {
          if (id >= byId.length) {
            throw error(
                "\"%s\" has the id %d, but there are only %d tokens"
                    .formatted(TokenizerModel.abridged(token), id, byId.length));
          }
          if (byId[id] != null) {
            throw error(
                "\"%s\" and \"%s\" have the same id %d"
                    .formatted(
                        TokenizerModel.abridged(byId[id]), TokenizerModel.abridged(token), id));
          }
          byId[id] = token;
        });
  }

  /** Without the pieces of the source that Jackson appends. */
  private static String reason(JsonProcessingException e) {
    return TokenizerModel.abridged(e.getOriginalMessage());
  }

  private MalformedTokenizerException error(String problem) {
    return new MalformedTokenizerException(name + ": " + problem, REMEDY);
  }
}
