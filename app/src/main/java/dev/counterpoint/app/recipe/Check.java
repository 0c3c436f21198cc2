package dev.counterpoint.app.recipe;

import java.util.Collection;

/** Ranges of recipe values; the error names key, value, range and the nearest valid value. */
final class Check {

  private Check() {}

  static void atLeast(String key, double value, double low) {
    if (!(value >= low) || Double.isInfinite(value)) {
      throw outOfRange(key, value, "at least " + text(low), low);
    }
  }

  static void above(String key, double value, double low, double nearest) {
    if (!(value > low) || Double.isInfinite(value)) {
      throw outOfRange(key, value, "above " + text(low), nearest);
    }
  }

  static void between(String key, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw outOfRange(
          key, value, "between " + text(low) + " and " + text(high), value > high ? high : low);
    }
  }

  static void oneOf(String key, String word, Collection<String> known) {
    if (!known.contains(word)) {
      throw new RecipeException(
          "recipe value %s: expected one of %s, found %s".formatted(key, known, word),
          "The nearest valid value is " + Nearest.of(word, known) + ".");
    }
  }

  private static RecipeException outOfRange(
      String key, double value, String range, double nearest) {
    return new RecipeException(
        "recipe value %s: expected %s, found %s".formatted(key, range, text(value)),
        "The nearest valid value is " + text(nearest) + ".");
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
