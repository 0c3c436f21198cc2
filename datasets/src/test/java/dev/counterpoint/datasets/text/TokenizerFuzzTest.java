package dev.counterpoint.datasets.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.counterpoint.datasets.CounterpointException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Any bytes become a tokenizer whose ids are within its vocabulary, or an error written for people;
 * never does the library end the process.
 *
 * <p>Within the build this runs over the seeds in the test resources. To fuzz for real, from the
 * top folder, one of the tests at a time:
 *
 * <pre>
 * JAZZER_FUZZ=1 mvn -pl datasets test -Dtest=TokenizerFuzzTest#anyBytesBecomeATokenizerOrAnError
 * </pre>
 */
class TokenizerFuzzTest {

  private static final byte[] SOUND = TokenizerJson.trained();

  private static final String[] NORMALIZERS = {
    "NFC", "NFD", "NFKC", "NFKD", "Lowercase", "StripAccents", "Strip", "Replace"
  };
  private static final String[] SPLITTERS = {
    "ByteLevel", "BertPreTokenizer", "Whitespace", "WhitespaceSplit", "Digits", "Split"
  };
  private static final String[] BEHAVIORS = {
    "Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"
  };

  private static final List<String> TEXTS =
      List.of("", "a cat", "Cats' \u00e9e\u0301\u4e2d\ud83d\ude00\ud83d <|endoftext|>\u0000 <|x");

  @FuzzTest(maxDuration = "3m")
  void anyBytesBecomeATokenizerOrAnError(byte[] json) {
    try (CaptionTokenizer tokenizer = CaptionTokenizer.parse("fuzzed", json)) {
      for (long id : tokenizer.encode(TEXTS, 9).ids()) {
        assertThat(id).isBetween(0L, tokenizer.vocabularySize() - 1L);
      }
    } catch (CounterpointException e) {
      assertThat(e.getMessage()).contains("fuzzed");
    }
  }

  @FuzzTest(maxDuration = "3m")
  void anyTextBecomesARow(byte[] utf8) {
    try (CaptionTokenizer tokenizer = CaptionTokenizer.parse("sound", SOUND)) {
      String text = new String(utf8, StandardCharsets.UTF_8);
      long[] row =
          tokenizer.encode(List.of(text, new String(utf8, StandardCharsets.UTF_16)), 16).ids();
      assertThat(tokenizer.decode(row)).doesNotContain("<|pad|>");
    }
  }

  /** Settings that are let through, in any combination, on texts of any kind. */
  @FuzzTest(maxDuration = "3m")
  void noSettingsEndTheProcess(FuzzedDataProvider data) {
    ObjectNode root =
        TokenizerJson.tree(data.consumeBoolean() ? TokenizerJson.bert() : TokenizerJson.gpt2());
    ArrayNode normalizers = sequence(root, "normalizer", "normalizers");
    for (int n = data.consumeInt(0, 3); n > 0; n--) {
      ObjectNode part = normalizers.addObject().put("type", data.pickValue(NORMALIZERS));
      part.put("strip_left", data.consumeBoolean()).put("strip_right", data.consumeBoolean());
      if (part.path("type").asText().equals("Replace")) {
        part.removeAll().put("type", "Replace").put("content", data.consumeString(3));
        part.putObject("pattern").put("String", data.consumeString(2));
      } else if (!part.path("type").asText().equals("Strip")) {
        part.retain("type");
      }
    }
    ArrayNode splitters = sequence(root, "pre_tokenizer", "pretokenizers");
    for (int n = data.consumeInt(0, 3); n > 0; n--) {
      ObjectNode part = splitters.addObject().put("type", data.pickValue(SPLITTERS));
      if (part.path("type").asText().equals("Split")) {
        part.put("behavior", data.pickValue(BEHAVIORS)).put("invert", data.consumeBoolean());
        part.putObject("pattern").put("String", data.consumeString(2));
      } else if (part.path("type").asText().equals("Digits")) {
        part.put("individual_digits", data.consumeBoolean());
      } else if (part.path("type").asText().equals("ByteLevel")) {
        part.put("add_prefix_space", data.consumeBoolean()).put("trim_offsets", true);
      }
    }
    int next = root.path("model").path("vocab").size();
    for (int n = data.consumeInt(0, 2); n > 0; n--, next++) {
      ObjectNode added = TokenizerJson.added(next, data.consumeString(4));
      for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized", "special")) {
        added.put(flag, data.consumeBoolean());
      }
      root.withArray("added_tokens").add(added);
    }
    try (CaptionTokenizer tokenizer = CaptionTokenizer.parse("fuzzed", TokenizerJson.bytes(root))) {
      tokenizer.encode(TEXTS, 9);
      tokenizer.tokens(data.consumeRemainingAsString());
    } catch (MalformedTokenizerException e) {
      assertThat(e.getMessage()).contains("fuzzed");
    }
  }

  private static ArrayNode sequence(ObjectNode root, String section, String parts) {
    return root.putObject(section).put("type", "Sequence").putArray(parts);
  }
}
