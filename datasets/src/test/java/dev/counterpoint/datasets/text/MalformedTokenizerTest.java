package dev.counterpoint.datasets.text;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that lies is an error that says where, before the library sees it. */
class MalformedTokenizerTest {

  static Stream<Arguments> lies() {
    return Stream.of(
        lie("lacks no section", root -> root.remove("model"), "no section \"model\""),
        lie("unknown section", root -> root.put("extra", 1), "unknown section \"extra\""),
        lie("model type", root -> model(root).put("type", "Unigram"), "\"Unigram\"; BPE and"),
        lie("model key", root -> model(root).put("scores", 1), "model.scores is not known"),
        lie("id beyond", root -> vocab(root).put("!", 520), "the id 520, but there are only 520"),
        lie("huge id", root -> vocab(root).put("!", 1L << 40), "ids are whole numbers from 0"),
        lie("negative id", root -> vocab(root).put("!", -1), "the id -1; ids are whole"),
        lie("fraction", root -> vocab(root).put("!", 1.5), "the id 1.5; ids are whole"),
        lie("id twice", root -> vocab(root).put("!", 34), "have the same id 34"),
        lie("no vocabulary", root -> model(root).putObject("vocab"), "model.vocab must be"),
        lie("unknown part", root -> merges(root).add("x yz"), "makes \"yz\", which is not"),
        lie("unknown result", root -> merges(root).add("x y"), "makes \"xy\", which is not"),
        lie("three parts", root -> merges(root).add("a b c"), "two tokens are expected"),
        lie("no part", root -> merges(root).add(" "), "two tokens are expected"),
        lie("a number", root -> merges(root).add(7), "two tokens are expected"),
        lie("no list", root -> model(root).put("merges", 7), "model.merges must be a list"),
        lie("unknown token", root -> model(root).put("unk_token", "?!"), "\"?!\" is not in"),
        lie("random", root -> model(root).put("dropout", 0.1), "encoding would be random"),
        lie("prefix", root -> model(root).put("continuing_subword_prefix", "##"), "must be null"),
        lie("flag", root -> model(root).put("fuse_unk", "yes"), "model.fuse_unk must be true or"),
        lie("added id", root -> added(root, 0).put("id", 7), "has the id 7; after the vocabulary"),
        lie("added far", root -> add(root, 1_000_000, "<x>"), "<x>\" has the id 1000000; after"),
        lie("added twice", root -> add(root, 517, "<|startoftext|>"), "is added twice"),
        lie("added empty", root -> added(root, 0).put("content", ""), "text that is not empty"),
        lie("added flag", root -> added(root, 0).put("lstrip", 1), "lstrip must be true or false"),
        lie(
            "normalizer",
            root -> part(root, "normalizer", "Precompiled"),
            "\"Precompiled\"; known"),
        lie("splitter", root -> part(root, "pre_tokenizer", "Metaspace"), "\"Metaspace\"; known"),
        lie(
            "slow pattern",
            root ->
                part(root, "pre_tokenizer", "Split")
                    .put("behavior", "Removed")
                    .put("invert", false)
                    .putObject("pattern")
                    .put("Regex", "(a+)+$"),
            "those of CLIP and GPT-2"),
        lie(
            "wrong end",
            root -> ((ArrayNode) root.path("post_processor").path("sep")).removeAll().add("</x>"),
            "post_processor.sep says that \"</x>\""),
        lie(
            "end's id",
            root -> ((ArrayNode) root.path("post_processor").path("sep")).remove(1),
            "in the vocabulary it has 518"),
        lie(
            "padding",
            root -> root.putObject("padding").put("pad_token", "<|pad|>").put("pad_id", 3),
            "padding says that \"<|pad|>\" has the id 3"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void aFileThatLiesIsAnError(String name, byte[] json, String message) {
    assertThatThrownBy(() -> CaptionTokenizer.parse("bad.json", json).close())
        .isInstanceOf(MalformedTokenizerException.class)
        .hasMessageStartingWith("bad.json: ")
        .hasMessageContaining(message);
  }

  @Test
  void withoutAnEndThereIsNoTokenizer() {
    ObjectNode root = TokenizerJson.tree(TokenizerJson.bert());
    vocab(root).remove("[SEP]");
    vocab(root).put("end", 3);
    root.withArray("added_tokens").remove(3);
    root.remove("post_processor");
    assertMalformed(TokenizerJson.bytes(root), "no token for the end of a text");
  }

  @Test
  void aTemplateThatLiesIsAnError() {
    ObjectNode root = TokenizerJson.tree(TokenizerJson.bert());
    ObjectNode end = (ObjectNode) root.path("post_processor").path("special_tokens").path("[SEP]");
    end.putArray("ids").add(99);
    assertMalformed(TokenizerJson.bytes(root), "\"[SEP]\" has the id 99, but in the vocabulary");
  }

  @Test
  void whatIsNoJsonIsAnError() {
    byte[] json = TokenizerJson.trained();
    assertMalformed(new byte[0], "not a JSON object");
    assertMalformed(bytes("[]"), "not a JSON object");
    assertMalformed(bytes("{\"model\": 1"), "not valid JSON at character");
    assertMalformed(bytes("{} {}"), "not valid JSON");
    assertMalformed(bytes("{\"model\": {}, \"model\": {}}"), "Duplicate field");
    assertMalformed(Arrays.copyOf(json, json.length / 2), "not valid JSON");
    assertMalformed(new byte[] {'{', (byte) 0xFF}, "not UTF-8");
    assertMalformed(bytes("{\"model\":" + "[".repeat(100_000)), "nesting depth");
    assertMalformed(bytes("{\"model\":{\"vocab\":{\"\\ud800\":0}}}"), "half of a character");
    assertMalformed(new byte[TokenizerFile.MOST_BYTES + 1], "at most 67108864 are read");
  }

  private static void assertMalformed(byte[] json, String message) {
    assertThatThrownBy(() -> CaptionTokenizer.parse("bad.json", json).close())
        .isInstanceOf(MalformedTokenizerException.class)
        .hasMessageContaining(message);
  }

  private static Arguments lie(String name, Consumer<ObjectNode> change, String message) {
    ObjectNode root = TokenizerJson.tree(TokenizerJson.trained());
    change.accept(root);
    return Arguments.of(name, TokenizerJson.bytes(root), message);
  }

  private static ObjectNode model(ObjectNode root) {
    return (ObjectNode) root.path("model");
  }

  private static ObjectNode vocab(ObjectNode root) {
    return (ObjectNode) root.path("model").path("vocab");
  }

  private static ArrayNode merges(ObjectNode root) {
    return (ArrayNode) root.path("model").path("merges");
  }

  private static ObjectNode added(ObjectNode root, int index) {
    return (ObjectNode) root.path("added_tokens").get(index);
  }

  private static void add(ObjectNode root, int id, String content) {
    root.withArray("added_tokens").add(TokenizerJson.added(id, content));
  }

  private static ObjectNode part(ObjectNode root, String section, String type) {
    return root.putObject(section).put("type", type);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
