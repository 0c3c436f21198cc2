package dev.counterpoint.app.recipe;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** The word that a person probably meant. */
public final class Nearest {

  private Nearest() {}

  /** The candidate with the smallest edit distance to the word, case ignored. */
  public static String of(String word, Collection<String> candidates) {
    return candidates.stream()
        .min(
            Comparator.comparingInt(
                candidate -> distance(word.toLowerCase(Locale.ROOT), candidate)))
        .orElse("");
  }

  /**
   * The path that a person probably meant, who may have left out its beginning or put the right
   * name in the wrong place: {@code epochs} means {@code training.epochs}.
   */
  static String ofPath(String path, Collection<String> candidates) {
    return candidates.stream()
        .min(
            Comparator.comparingInt(
                candidate ->
                    Math.min(
                        distance(path.toLowerCase(Locale.ROOT), candidate),
                        1 + distance(last(path).toLowerCase(Locale.ROOT), last(candidate)))))
        .orElse("");
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** Levenshtein's distance. */
  private static int distance(String word, String candidate) {
    String other = candidate.toLowerCase(Locale.ROOT);
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= word.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (word.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
