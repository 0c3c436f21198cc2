package dev.counterpoint.datasets;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** The name that a person probably meant. */
public final class NearestName {

  private static final int LONGEST = 200;

  private NearestName() {}

  /** The candidate of smallest edit distance, case ignored; empty without candidates. */
  public static String of(String word, Collection<String> candidates) {
    return candidates.stream()
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
        .orElse("");
  }

  private static String cut(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.length() > LONGEST ? lower.substring(0, LONGEST) : lower;
  }

  /**
   * How many letters must be put in, left out or changed (Levenshtein's distance), case ignored; of
   * very long words, of their beginnings.
   */
  public static int distance(String word, String candidate) {
    String from = cut(word);
    String to = cut(candidate);
    int[] costs = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      costs[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int before = costs[0];
      costs[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int replaced = before + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
        before = costs[column];
        costs[column] = Math.min(replaced, 1 + Math.min(before, costs[column - 1]));
      }
    }
    return costs[to.length()];
  }
}
