package dev.counterpoint.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.caption.ColoredDigitCaptions;
import dev.counterpoint.datasets.colored.ColorPlacement;
import dev.counterpoint.datasets.colored.ColoredDigits;
import dev.counterpoint.datasets.colored.Palette;
import dev.counterpoint.datasets.digits.LabeledImages;
import dev.counterpoint.datasets.digits.RenderedDigits;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.text.CaptionTokenizer;
import dev.counterpoint.models.learner.CaptionParts;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SentenceDigitCaptionsTest {

  private static final RandomAddress ROOT = RandomAddress.seed(11);
  private static final int EXAMPLES = 40;

  private final ColoredDigits digits = digits(ColorPlacement.BACKGROUND);
  private final SentenceDigitCaptions captions = SentenceDigitCaptions.of(digits);
  private final ColoredDigitCaptions grammar = new ColoredDigitCaptions(Palette.TEN, 10);

  private static ColoredDigits digits(ColorPlacement placement) {
    LabeledImages images = RenderedDigits.draw("few", 1, EXAMPLES);
    byte[] colors = new byte[EXAMPLES];
    for (int i = 0; i < EXAMPLES; i++) {
      colors[i] = (byte) (i % 10);
    }
    return new ColoredDigits("few", images, images.labels(), colors, Palette.TEN, placement);
  }

  private long[][] rows(int epoch, RandomAddress root) {
    long[] examples = LongStream.range(0, EXAMPLES).toArray();
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray index = manager.create(examples);
      Map<String, NDArray> parts =
          captions.source(manager, digits, digits.cleanLabels(), root).of(index, examples, epoch);
      NDArray rows =
          CaptionParts.encode(new Batch(EXAMPLES, parts, null), Modality.CAPTION, ids -> ids);
      assertThat(rows.getShape()).isEqualTo(captions.shape(EXAMPLES));
      assertThat(parts.values()).allMatch(array -> array.getManager() == index.getManager());
      long[] flat = rows.toLongArray();
      int length = captions.textShape().length();
      long[][] result = new long[EXAMPLES][];
      for (int i = 0; i < EXAMPLES; i++) {
        result[i] = Arrays.copyOfRange(flat, i * length, (i + 1) * length);
      }
      return result;
    }
  }

  private long[] tokens(String sentence) {
    try (CaptionTokenizer reader = CaptionTokenizer.parse("test", captions.tokenizer())) {
      return reader.encode(List.of(sentence), captions.textShape().length()).ids();
    }
  }

  @Test
  void aCaptionIsTheSentenceThatTheGrammarDrawsAtItsAddress() {
    for (int epoch = 0; epoch < 2; epoch++) {
      long[][] rows = rows(epoch, ROOT);
      for (int i = 0; i < EXAMPLES; i++) {
        RandomAddress address = ROOT.purpose("captions").purpose("few").at(epoch).at(i);
        String sentence =
            grammar.sentence(
                digits.cleanLabels()[i], digits.colors()[i], ColorPlacement.BACKGROUND, address);
        assertThat(rows[i]).as("example %d, %s", i, sentence).isEqualTo(tokens(sentence));
      }
    }
  }

  @Test
  void everyEpochHasFreshSentencesAndTheSameOnesWheneverItIsAskedFor() {
    assertThat(rows(3, ROOT)).isDeepEqualTo(rows(3, ROOT));
    assertThat(Arrays.deepEquals(rows(3, ROOT), rows(4, ROOT))).isFalse();
    assertThat(Arrays.deepEquals(rows(3, ROOT), rows(3, RandomAddress.seed(12)))).isFalse();
  }

  @Test
  void nothingOfABatchOutlivesItsStep() {
    long[] examples = LongStream.range(0, EXAMPLES).toArray();
    try (NDManager owner = NDManager.newBaseManager()) {
      DigitCaptions.Source source = captions.source(owner, digits, digits.cleanLabels(), ROOT);
      int before = owner.getManagedArrays().size();
      for (int epoch = 0; epoch < 20; epoch++) {
        try (NDManager step = owner.newSubManager()) {
          source.of(step.create(examples), examples, epoch);
        }
      }
      assertThat(owner.getManagedArrays()).hasSize(before);
    }
  }

  @Test
  void theTokenizerIsTheSameWhereverItIsTrained() {
    assertThat(SentenceDigitCaptions.of(digits).tokenizer()).isEqualTo(captions.tokenizer());
    assertThat(SentenceDigitCaptions.of(digits(ColorPlacement.DIGIT)).tokenizer())
        .as("another grammar")
        .isNotEqualTo(captions.tokenizer());
  }

  @Test
  void aTokenizerThatWasKeptGivesTheSameRows() {
    SentenceDigitCaptions kept =
        new SentenceDigitCaptions(digits, "tokenizer.json", captions.tokenizer());
    assertThat(kept.textShape()).isEqualTo(captions.textShape());
    try (NDManager manager = NDManager.newBaseManager()) {
      assertThat(kept.prompts(manager, 4).toLongArray())
          .isEqualTo(captions.prompts(manager, 4).toLongArray());
    }
  }

  @Test
  void noSentenceIsCutAndNoTwoAreTheSame() {
    int length = captions.textShape().length();
    Set<String> seen = new HashSet<>();
    try (NDManager manager = NDManager.newBaseManager()) {
      for (int digit = 0; digit < 10; digit++) {
        long[] prompts = captions.prompts(manager, digit).toLongArray();
        for (int row = 0; row < captions.promptsPerClass(); row++) {
          long[] own = Arrays.copyOfRange(prompts, row * length, (row + 1) * length);
          assertThat(own[0]).isEqualTo(captions.textShape().startId());
          assertThat(own).contains(captions.textShape().endId());
          seen.add(Arrays.toString(own));
        }
      }
    }
    assertThat(seen).hasSize(10 * captions.promptsPerClass());
    assertThat(captions.promptsPerClass()).isEqualTo(10 * 42);
  }

  @Test
  void wordsOfTheGrammarAreTokens() {
    // Opening of four words, article, colour, "square with the digit" and number, start and end.
    assertThat(captions.textShape().length()).isLessThanOrEqualTo(14);
  }

  @Test
  void aBrokenTokenizerIsAnErrorThatNamesTheFile() {
    byte[] broken = "{\"model\": 3}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> new SentenceDigitCaptions(digits, "run/tokenizer.json", broken))
        .isInstanceOf(CounterpointException.class)
        .hasMessageContaining("run/tokenizer.json");
  }
}
