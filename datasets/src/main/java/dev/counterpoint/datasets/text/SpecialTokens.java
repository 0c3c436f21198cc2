package dev.counterpoint.datasets.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * Start, end and padding of a row: as the post-processor and the padding of a tokenizer.json say,
 * else by the names that models have for them.
 *
 * @param start the end's where the tokenizer has no start of its own, as GPT-2
 * @param end of a text
 * @param pad the end's where the tokenizer has no padding of its own, as CLIP
 */
record SpecialTokens(int start, int end, int pad) {

  private static final List<String> STARTS = List.of("<|startoftext|>", "[CLS]", "<s>", "<bos>");
  private static final List<String> ENDS = List.of("<|endoftext|>", "[SEP]", "</s>", "<eos>");
  private static final List<String> PADS = List.of("<|pad|>", "[PAD]", "<pad>");

  /**
   * Finds them.
   *
   * @param root of the file
   * @param ids of all tokens, added ones included
   */
  static SpecialTokens find(String name, JsonNode root, Map<String, Integer> ids) {
    JsonNode post = root.path("post_processor");
    if (post.path("type").asText().equals("Sequence")) {
      for (JsonNode part : post.path("processors")) {
        if (part.has("cls") || part.has("single")) {
          post = part;
        }
      }
    }
    JsonNode single = post.path("single");
    Integer start = declared(name, "post_processor.cls", post.path("cls"), ids);
    Integer end = declared(name, "post_processor.sep", post.path("sep"), ids);
    if (single.isArray() && !single.isEmpty()) {
      start = templated(name, post, single.get(0), ids);
      end = templated(name, post, single.get(single.size() - 1), ids);
    }
    end = end == null ? byName(ENDS, ids) : end;
    if (end == null) {
      throw new MalformedTokenizerException(
          "%s: there is no token for the end of a text: its post_processor names none, and it has none of %s"
              .formatted(name, ENDS),
          "Use a tokenizer of a text encoder (CLIP, GPT-2, BERT), or train one.");
    }
    start = start == null ? byName(STARTS, ids) : start;
    Integer pad = null;
    JsonNode padding = root.path("padding");
    if (padding.isObject()) {
      String token = padding.path("pad_token").asText();
      pad = ids.get(token);
      if (pad == null || padding.path("pad_id").asLong(-1) != pad) {
        throw lie(name, "padding", token, padding.path("pad_id"), pad);
      }
    }
    pad = pad == null ? byName(PADS, ids) : pad;
    return new SpecialTokens(start == null ? end : start, end, pad == null ? end : pad);
  }

  /** A pair of name and id, as RobertaProcessing and BertProcessing have it. */
  private static Integer declared(
      String name, String where, JsonNode pair, Map<String, Integer> ids) {
    if (pair.isMissingNode()) {
      return null;
    }
    String token = pair.path(0).asText();
    Integer id = ids.get(token);
    if (id == null || pair.path(1).asLong(-1) != id) {
      throw lie(name, where, token, pair.path(1), id);
    }
    return id;
  }

  private static Integer templated(
      String name, JsonNode post, JsonNode piece, Map<String, Integer> ids) {
    JsonNode special = piece.path("SpecialToken");
    if (special.isMissingNode()) {
      return null;
    }
    String token = special.path("id").asText();
    Integer id = ids.get(token);
    JsonNode said = post.path("special_tokens").path(token).path("ids").path(0);
    if (id == null || said.asLong(-1) != id) {
      throw lie(name, "post_processor", token, said, id);
    }
    return id;
  }

  private static MalformedTokenizerException lie(
      String name, String where, String token, JsonNode said, Integer found) {
    return new MalformedTokenizerException(
        "%s: %s says that \"%s\" has the id %s, but %s"
            .formatted(
                name,
                where,
                token.length() > 64 ? token.substring(0, 64) + "..." : token,
                said.isNumber() ? said.asText() : "(none)",
                found == null ? "there is no such token" : "in the vocabulary it has " + found),
        TokenizerFile.REMEDY);
  }

  private static Integer byName(List<String> names, Map<String, Integer> ids) {
    return names.stream().filter(ids::containsKey).findFirst().map(ids::get).orElse(null);
  }
}
