package dev.counterpoint.datasets.nlvr;

import dev.counterpoint.datasets.captioned.loading.BadExamples;
import dev.counterpoint.datasets.multimodal.MultimodalData;
import java.util.List;

/**
 * Pictures with statements, and the tokenizer that the statements went through.
 *
 * @param data modalities {@code image (3, height, width)} bytes and {@code sentence (tokens)} ids;
 *     classes {@code false} and {@code true}
 * @param tokenizer a Hugging Face tokenizer.json, for {@code CaptionTokenizer.parse} and for files;
 *     not copied, do not change
 * @param vocabularySize number of ids
 * @param truncated statements of all parts that were longer than a row
 * @param bad what could not be used and was left out
 */
public record StatementData(
    MultimodalData data, byte[] tokenizer, int vocabularySize, int truncated, BadExamples bad) {

  /** Pictures, {@code (3, height, width)}. */
  public static final String IMAGE = "image";

  /** Names of the classes, in the order of labels. */
  public static final List<String> CLASSES = List.of("false", "true");

  /** Statements, {@code (tokens)}. */
  public static final String SENTENCE = "sentence";
}
