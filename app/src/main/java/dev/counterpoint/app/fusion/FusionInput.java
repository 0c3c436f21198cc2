package dev.counterpoint.app.fusion;

import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.models.encoder.text.TextShape;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a recipe is trained on.
 *
 * @param data the examples
 * @param text what rows of token ids look like, by modality
 * @param tokenizer that made them, a Hugging Face tokenizer.json; not copied
 * @param kinds of the test examples, where the data set tells kinds apart
 * @param notes for the person who waits
 */
public record FusionInput(
    MultimodalData data,
    Map<String, TextShape> text,
    Optional<byte[]> tokenizer,
    Optional<Kinds> kinds,
    List<String> notes) {

  /** Copies map and list. */
  public FusionInput {
    text = Map.copyOf(text);
    notes = List.copyOf(notes);
  }

  /** Examples with nothing to be said of them. */
  public static FusionInput of(MultimodalData data) {
    return new FusionInput(data, Map.of(), Optional.empty(), Optional.empty(), List.of());
  }

  /**
   * The same with some of the modalities.
   *
   * @throws IllegalArgumentException if there is none, or none of a name
   */
  public FusionInput only(List<String> modalities) {
    return new FusionInput(data.only(modalities), text, tokenizer, kinds, notes);
  }

  /**
   * Kinds of examples.
   *
   * @param names of the kinds
   * @param test {@code (N)} of each test example, an index into the names
   */
  public record Kinds(List<String> names, int[] test) {}
}
