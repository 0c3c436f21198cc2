package dev.counterpoint.app.experiment;

/** Whether a measured figure meets its target. */
public enum Verdict {
  /** The figure meets its target. */
  HOLDS("holds"),
  /** The figure misses its target, or is not a number. */
  FALLS_SHORT("falls short");

  private final String word;

  Verdict(String word) {
    this.word = word;
  }

  /** The word in reports and in {@code results.json}. */
  public String word() {
    return word;
  }

  /** The verdict as it is written for people. */
  @Override
  public String toString() {
    return word;
  }

  /**
   * The verdict that a word stands for.
   *
   * @throws IllegalArgumentException if it is neither "holds" nor "falls short"
   */
  public static Verdict ofWord(String word) {
    for (Verdict verdict : values()) {
      if (verdict.word.equals(word)) {
        return verdict;
      }
    }
    throw new IllegalArgumentException(
        "expected \"holds\" or \"falls short\", found \"" + word + "\"");
  }
}
