package dev.counterpoint.app.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.caption.ColoredDigitCaptions;
import dev.counterpoint.datasets.colored.ColoredDigits;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.text.CaptionTokenizer;
import dev.counterpoint.datasets.text.TokenRows;
import dev.counterpoint.datasets.text.bpe.BpeSettings;
import dev.counterpoint.datasets.text.bpe.BpeTrainer;
import dev.counterpoint.models.encoder.text.TextShape;
import dev.counterpoint.models.learner.CaptionParts;
import java.util.ArrayList;
import java.util.List;

/**
 * Captions as English sentences, {@code (N, L)} int64 token ids. A caption is a fresh sentence in
 * every epoch, drawn by address from all that the grammar has for the example's digit and colour;
 * whoever had one sentence for good could tell examples apart by its wording.
 *
 * <p>The grammar is small: all of its sentences are tokenised once and lie on the device, and a
 * batch is a selection of their rows, each once: at batch 256 three in ten repeat another.
 */
public final class SentenceDigitCaptions implements DigitCaptions {

  /** More than the words of the grammar need: each of them becomes one token. */
  private static final BpeSettings VOCABULARY = new BpeSettings(2048, 1, true);

  /** Far longer than any sentence of the grammar, in tokens. */
  private static final int LONGEST = 128;

  private final ColoredDigitCaptions captions;
  private final int colors;
  private final byte[] tokenizer;
  private final TextShape textShape;
  private final long[] rows;

  /**
   * Captions with a tokenizer that was trained before.
   *
   * @param digits whose palette, classes and placement are spoken of
   * @param name of the tokenizer, for errors
   * @param tokenizer a tokenizer.json
   * @throws dev.counterpoint.datasets.CounterpointException if it is not one
   */
  public SentenceDigitCaptions(ColoredDigits digits, String name, byte[] tokenizer) {
    this.captions = new ColoredDigitCaptions(digits.palette(), digits.classes());
    this.colors = digits.palette().size();
    this.tokenizer = tokenizer.clone();
    List<String> sentences = sentences(captions, digits);
    try (CaptionTokenizer reader = CaptionTokenizer.parse(name, tokenizer)) {
      int length = longest(reader.encode(sentences, LONGEST), reader.endId());
      this.textShape =
          new TextShape(
              reader.vocabularySize(), length, reader.startId(), reader.endId(), reader.padId());
      this.rows = reader.encode(sentences, length).ids();
    }
  }

  /** Captions with a tokenizer of their own, which is the same wherever it is trained. */
  public static SentenceDigitCaptions of(ColoredDigits digits) {
    ColoredDigitCaptions captions = new ColoredDigitCaptions(digits.palette(), digits.classes());
    byte[] tokenizer = new BpeTrainer(VOCABULARY, 1).train(sentences(captions, digits).iterator());
    return new SentenceDigitCaptions(digits, "the tokenizer of the grammar", tokenizer);
  }

  /** Every sentence: by digit, colour and form. */
  private static List<String> sentences(ColoredDigitCaptions captions, ColoredDigits digits) {
    List<String> sentences = new ArrayList<>();
    for (int digit = 0; digit < digits.classes(); digit++) {
      for (int color = 0; color < digits.palette().size(); color++) {
        for (int form = 0; form < captions.forms(); form++) {
          sentences.add(captions.sentence(digit, color, digits.placement(), form));
        }
      }
    }
    return sentences;
  }

  private static int longest(TokenRows rows, long end) {
    int longest = 0;
    for (int row = 0; row < rows.rows(); row++) {
      int at = 0;
      while (rows.ids()[row * rows.length() + at] != end) {
        at++;
      }
      longest = Math.max(longest, at + 1);
    }
    return longest;
  }

  /** The tokenizer, as a tokenizer.json. */
  public byte[] tokenizer() {
    return tokenizer.clone();
  }

  /** What its rows of tokens look like. */
  public TextShape textShape() {
    return textShape;
  }

  @Override
  public Shape shape(int batchSize) {
    return new Shape(batchSize, textShape.length());
  }

  @Override
  public NDArray prompts(NDManager manager, int digit) {
    int perClass = promptsPerClass() * textShape.length();
    long[] own = new long[perClass];
    System.arraycopy(rows, digit * perClass, own, 0, perClass);
    return manager.create(own, shape(promptsPerClass()));
  }

  @Override
  public int promptsPerClass() {
    return colors * captions.forms();
  }

  @Override
  public Source source(NDManager owner, ColoredDigits digits, byte[] named, RandomAddress root) {
    NDArray all = owner.create(rows, shape(rows.length / textShape.length()));
    RandomAddress address = root.purpose("captions").purpose(digits.name());
    return (index, examples, epoch) -> {
      RandomAddress here = address.at(epoch);
      long[] chosen = new long[examples.length];
      for (int i = 0; i < chosen.length; i++) {
        int example = Math.toIntExact(examples[i]);
        int pair = named[example] * colors + digits.colors()[example];
        chosen[i] = (long) pair * captions.forms() + captions.form(here.at(example));
      }
      return CaptionParts.distinct(Modality.CAPTION, all, chosen, index.getManager());
    };
  }
}
