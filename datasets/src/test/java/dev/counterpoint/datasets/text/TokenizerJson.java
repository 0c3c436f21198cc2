package dev.counterpoint.datasets.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.counterpoint.datasets.text.bpe.BpeSettings;
import dev.counterpoint.datasets.text.bpe.BpeTrainer;
import dev.counterpoint.datasets.text.bpe.ByteAlphabet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Small tokenizers of the kinds that people have. */
final class TokenizerJson {

  static final ObjectMapper JSON = new ObjectMapper();

  private TokenizerJson() {}

  /** Trained on a few captions; 520 tokens. */
  static byte[] trained() {
    return new BpeTrainer(new BpeSettings(520, 1, true), 1)
        .train(List.of("a cat", "a cat sat", "the cat").iterator());
  }

  /** As CLIP's: no padding, and an end that is found in lower case too. */
  static byte[] clip() {
    ObjectNode root = tree(trained());
    root.withArray("added_tokens").remove(2);
    ((ObjectNode) root.path("model").path("vocab")).remove("<|pad|>");
    return bytes(root);
  }

  /** As GPT-2's: spaces in front of words, one special token. */
  static byte[] gpt2() {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", "1.0");
    root.putArray("added_tokens").add(added(258, "<|endoftext|>"));
    ObjectNode bytes = root.putObject("pre_tokenizer").put("type", "ByteLevel");
    bytes.put("add_prefix_space", false).put("trim_offsets", true);
    ObjectNode model = root.putObject("model");
    ObjectNode vocab = model.putObject("vocab");
    for (int b = 0; b < 256; b++) {
      vocab.put(Character.toString(ByteAlphabet.character(b)), b);
    }
    vocab.put("ca", 256).put("cat", 257).put("<|endoftext|>", 258);
    model.putArray("merges").add("c a").add("ca t");
    return bytes(root);
  }

  /** As BERT's: pieces of words, with names in brackets. */
  static byte[] bert() {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode padding = root.putObject("padding").put("pad_id", 0).put("pad_token", "[PAD]");
    padding.put("strategy", "BatchLongest").put("direction", "Right").put("pad_type_id", 0);
    root.putObject("normalizer")
        .put("type", "BertNormalizer")
        .put("clean_text", true)
        .put("handle_chinese_chars", true)
        .put("lowercase", true)
        .putNull("strip_accents");
    root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
    ObjectNode post = root.putObject("post_processor").put("type", "TemplateProcessing");
    ObjectNode special = post.putObject("special_tokens");
    for (String name : List.of("[CLS]", "[SEP]")) {
      ObjectNode token = special.putObject(name).put("id", name);
      token.putArray("ids").add(name.equals("[CLS]") ? 2 : 3);
      token.putArray("tokens").add(name);
    }
    ArrayNode single = post.putArray("single");
    single.addObject().putObject("SpecialToken").put("id", "[CLS]").put("type_id", 0);
    single.addObject().putObject("Sequence").put("id", "A").put("type_id", 0);
    single.addObject().putObject("SpecialToken").put("id", "[SEP]").put("type_id", 0);
    ObjectNode model = root.putObject("model").put("type", "WordPiece").put("unk_token", "[UNK]");
    model.put("continuing_subword_prefix", "##").put("max_input_chars_per_word", 100);
    ObjectNode vocab = model.putObject("vocab");
    List<String> tokens = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "cat", "##s", "sat");
    for (int id = 0; id < tokens.size(); id++) {
      vocab.put(tokens.get(id), id);
      if (id < 4) {
        root.withArray("added_tokens").add(added(id, tokens.get(id)));
      }
    }
    return bytes(root);
  }

  static ObjectNode added(int id, String content) {
    ObjectNode token = JSON.createObjectNode().put("id", id).put("content", content);
    for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
      token.put(flag, false);
    }
    return token.put("special", true);
  }

  static ObjectNode tree(byte[] json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] bytes(ObjectNode root) {
    return root.toString().getBytes(StandardCharsets.UTF_8);
  }
}
