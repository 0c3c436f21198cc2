package dev.counterpoint.datasets.text.bpe;

/**
 * What a trained vocabulary is to be.
 *
 * @param vocabularySize tokens at most, the 512 of single bytes and the 3 special ones included;
 *     515 to 1,000,000. Fewer come out where the captions have no more pairs to join.
 * @param minimumFrequency how often a pair must occur to become a token; at least 1
 * @param lowerCase whether "Dog" and "dog" are one, as CLIP has it
 */
public record BpeSettings(int vocabularySize, int minimumFrequency, boolean lowerCase) {

  /** The start of a text; the three special tokens have the last ids, in this order. */
  public static final String START = "<|startoftext|>";

  /** The end of a text. */
  public static final String END = "<|endoftext|>";

  /** Fills rows up. */
  public static final String PAD = "<|pad|>";

  /** Tokens of the largest vocabulary that is trained or read. */
  public static final int MOST_TOKENS = 1_000_000;

  private static final int SMALLEST = 2 * ByteAlphabet.SIZE + 3;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public BpeSettings {
    if (vocabularySize < SMALLEST || vocabularySize > MOST_TOKENS) {
      throw new IllegalArgumentException(
          "vocabularySize must be %d to %d, not %d"
              .formatted(SMALLEST, MOST_TOKENS, vocabularySize));
    }
    if (minimumFrequency < 1) {
      throw new IllegalArgumentException(
          "minimumFrequency must be 1 or more, not " + minimumFrequency);
    }
  }

  /** Lower case, and pairs that occur at least twice. */
  public static BpeSettings of(int vocabularySize) {
    return new BpeSettings(vocabularySize, 2, true);
  }

  /** How many tokens may be joined from others. */
  int mostMerges() {
    return vocabularySize - SMALLEST;
  }
}
