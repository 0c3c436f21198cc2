package dev.counterpoint.datasets.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
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
}
