package dev.counterpoint.datasets.spoken;

/** Spoken-like digits that the program makes itself: the data set that is always at hand. */
public final class SynthesisedDigits {

  private SynthesisedDigits() {}

  /**
   * Six voices that say each digit 50 times, takes 0 to 4 for the test, as FSDD has them.
   *
   * @param seed which voices and which recordings
   */
  public static SpokenDigits of(long seed) {
    throw new UnsupportedOperationException("seed " + seed);
  }
}
