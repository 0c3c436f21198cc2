package dev.counterpoint.datasets.captioned.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** The name that a person probably meant. */
public final class NearestName {

  private static final int LONGEST = 200;

  private NearestName() {}

  /** The candidate of smallest edit distance, case ignored; empty without candidates. */
  public static String of(String word, Collection<String> candidates) {
    String wanted = cut(word);
    return candidates.stream()
        .min(Comparator.comparingInt(candidate -> distance(wanted, cut(candidate))))
        .orElse("");
  }

  private static String cut(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.length() > LONGEST ? lower.substring(0, LONGEST) : lower;
  }

  /** Levenshtein's distance, one row of the table at a time. */
  private static int distance(String from, String to) {
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
