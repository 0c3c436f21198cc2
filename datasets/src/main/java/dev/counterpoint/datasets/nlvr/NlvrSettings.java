package dev.counterpoint.datasets.nlvr;

/**
 * How pictures and statements become arrays, and how many there are.
 *
 * @param height rows of a picture, 8 to 400; a multiple of 4 is halved twice without a rest
 * @param width columns of a picture, 8 to 1,600
 * @param tokens of a row, start and end included, 4 to 512; the longest statement of NLVR has 22
 *     words
 * @param vocabularySize tokens that are learned from the statements to train on, 515 to 100,000
 * @param validationShare share of the groups of statements that are chosen by, above 0, below 1
 * @param trainingExamples examples to train on at most, in whole groups; 0 for all
 * @param evaluationExamples examples to choose by, and to measure on, at most; 0 for all
 */
public record NlvrSettings(
    int height,
    int width,
    int tokens,
    int vocabularySize,
    double validationShare,
    int trainingExamples,
    int evaluationExamples) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a setting is out of its range; names it
   */
  public NlvrSettings {
    check(height >= 8 && height <= 400, "height must be 8 to 400", height);
    check(width >= 8 && width <= 1_600, "width must be 8 to 1600", width);
    check(tokens >= 4 && tokens <= 512, "tokens must be 4 to 512", tokens);
    check(
        vocabularySize >= 515 && vocabularySize <= 100_000,
        "vocabularySize must be 515 to 100,000",
        vocabularySize);
    check(
        validationShare > 0 && validationShare < 1,
        "validationShare must be above 0 and below 1",
        validationShare);
    check(trainingExamples >= 0, "trainingExamples must be 0 or more", trainingExamples);
    check(evaluationExamples >= 0, "evaluationExamples must be 0 or more", evaluationExamples);
  }

  /** 32 x 128 pixels, 32 tokens of at most 1,000, 10 % to choose by, all examples. */
  public static NlvrSettings standard() {
    return new NlvrSettings(32, 128, 32, 1_000, 0.1, 0, 0);
  }

  /** The same with other bounds on the numbers of examples; 0 for all. */
  public NlvrSettings withExamples(int training, int evaluation) {
    return new NlvrSettings(
        height, width, tokens, vocabularySize, validationShare, training, evaluation);
  }

  private static void check(boolean holds, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException("NLVR: %s, not %s".formatted(expected, found));
    }
  }
}
