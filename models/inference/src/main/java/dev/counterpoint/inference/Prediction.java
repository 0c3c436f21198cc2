package dev.counterpoint.inference;

import java.util.Locale;

/**
 * A class with its probability.
 *
 * @param label name of the class
 * @param probability from 0 to 1
 */
public record Prediction(String label, double probability) {

  /** For people: {@code seven (98.2 %)}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s (%.1f %%)", label, 100 * probability);
  }
}
