package dev.counterpoint.models.encoder.text;

/**
 * What rows of tokens look like: start, the tokens of the text, end, padding.
 *
 * <p>A row ends at its first {@code endId}; what stands after it is padding whatever its id, so
 * that the end may serve as padding (as in Hugging Face's CLIP) and an id of the text may too (as 0
 * does in OpenAI's). A row without an end is taken as full.
 *
 * @param vocabularySize number of token ids, which are 0 to this, exclusive
 * @param length of the longest row, start and end included; at least 2
 * @param startId of the token before each text
 * @param endId of the token after each text, where causal encoders are read; not the start's
 * @param padId that fills rows up
 */
public record TextShape(int vocabularySize, int length, long startId, long endId, long padId) {

  /** Vocabulary of CLIP, 49,408 tokens in rows of 77, padded with the end as Hugging Face does. */
  public static final TextShape CLIP = new TextShape(49_408, 77, 49_406, 49_407, 49_407);

  /** Whole numbers above are not all float32. */
  private static final int LARGEST_VOCABULARY = 1 << 24;

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException if an id is outside of the vocabulary, the length is below 2
   *     or start and end are the same
   */
  public TextShape {
    if (vocabularySize < 2 || vocabularySize > LARGEST_VOCABULARY || length < 2) {
      throw new IllegalArgumentException(
          "a vocabulary has 2 to %d tokens and a row at least 2, found %d and %d"
              .formatted(LARGEST_VOCABULARY, vocabularySize, length));
    }
    requireInside("startId", startId, vocabularySize);
    requireInside("endId", endId, vocabularySize);
    requireInside("padId", padId, vocabularySize);
    if (startId == endId) {
      throw new IllegalArgumentException(
          "startId and endId must differ, for a row is read at its first end; both are " + endId);
    }
  }

  private static void requireInside(String name, long id, int size) {
    if (id < 0 || id >= size) {
      throw new IllegalArgumentException(
          "%s must be in 0 to %d, found %d".formatted(name, size - 1, id));
    }
  }
}
