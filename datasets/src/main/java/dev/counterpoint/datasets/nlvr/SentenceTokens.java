package dev.counterpoint.datasets.nlvr;

import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.multimodal.ModalityArray;
import dev.counterpoint.datasets.text.CaptionTokenizer;
import dev.counterpoint.datasets.text.TokenRows;
import dev.counterpoint.datasets.text.bpe.BpeSettings;
import dev.counterpoint.datasets.text.bpe.BpeTrainer;
import java.util.Arrays;
import java.util.List;

/** Sentences as rows of ids, by a vocabulary that is learned from those to train on. */
final class SentenceTokens implements AutoCloseable {

  private final byte[] json;
  private final CaptionTokenizer tokenizer;
  private final int length;
  private int truncated;

  /**
   * Learns a vocabulary.
   *
   * @param sentences to learn from; each counts once
   * @param length tokens of a row
   */
  SentenceTokens(List<String> sentences, int vocabularySize, int length) {
    List<String> distinct = sentences.stream().distinct().toList();
    this.json = new BpeTrainer(BpeSettings.of(vocabularySize)).train(distinct.iterator());
    this.tokenizer = CaptionTokenizer.parse("the tokenizer of the statements", json);
    this.length = length;
  }

  /** The rows of sentences. */
  ModalityArray rows(List<String> sentences) {
    TokenRows rows = tokenizer.encode(sentences, length);
    truncated += rows.truncated();
    int[] ids = Arrays.stream(rows.ids()).mapToInt(Math::toIntExact).toArray();
    return ModalityArray.of(new Modality(StatementData.SENTENCE, List.of((long) length)), ids);
  }

  byte[] json() {
    return json;
  }

  int vocabularySize() {
    return tokenizer.vocabularySize();
  }

  /** Sentences so far that were longer than a row. */
  int truncated() {
    return truncated;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
