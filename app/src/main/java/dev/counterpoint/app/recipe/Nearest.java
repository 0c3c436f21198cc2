package dev.counterpoint.app.recipe;

import java.util.Collection;
import java.util.Comparator;

/** The word that a person probably meant. */
public final class Nearest {

  private Nearest() {}

  /** The candidate with the smallest edit distance to the word, case ignored. */
  public static String of(String word, Collection<String> candidates) {
    return candidates.stream()
        .min(Comparator.comparingInt(candidate -> distance(word.toLowerCase(), candidate)))
        .orElse("");
  }

  /** Levenshtein's distance. */
  private static int distance(String word, String candidate) {
    String other = candidate.toLowerCase();
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
