package dev.counterpoint.inference.config;

/**
 * What {@code text_config} of {@code config.json} says of the encoder of sentences, with the names
 * that Hugging Face has for it. A bundle with it takes any sentence: it has a {@code
 * tokenizer.json}, and its text graph takes {@code input_ids (batch, L) int64}.
 *
 * @param maxPositionEmbeddings tokens of a row, {@code L}, start and end included
 * @param vocabSize ids that the graph knows: {@code 0} to {@code vocabSize - 1}
 * @param bosTokenId the first id of each row
 * @param eosTokenId the id behind each text
 * @param padTokenId the id that fills a row behind its end
 */
public record TextConfig(
    int maxPositionEmbeddings, int vocabSize, long bosTokenId, long eosTokenId, long padTokenId) {

  /** Tokens of the longest row. */
  public static final int LONGEST = 1 << 16;

  /** The shortest row has a start, a token and an end. */
  private static final int SHORTEST = 3;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a row is shorter than 3 or longer than {@link #LONGEST}
   *     tokens, or an id is not in the vocabulary
   */
  public TextConfig {
    if (maxPositionEmbeddings < SHORTEST || maxPositionEmbeddings > LONGEST) {
      throw new IllegalArgumentException(
          "max_position_embeddings: expected %d to %d, found %d"
              .formatted(SHORTEST, LONGEST, maxPositionEmbeddings));
    }
    requireId("bos_token_id", bosTokenId, vocabSize);
    requireId("eos_token_id", eosTokenId, vocabSize);
    requireId("pad_token_id", padTokenId, vocabSize);
  }

  private static void requireId(String name, long id, int vocabSize) {
    if (id < 0 || id >= vocabSize) {
      throw new IllegalArgumentException(
          "%s: expected an id of the vocabulary, 0 to %d, found %d"
              .formatted(name, vocabSize - 1, id));
    }
  }
}
