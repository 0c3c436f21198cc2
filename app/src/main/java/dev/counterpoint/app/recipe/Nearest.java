package dev.counterpoint.app.recipe;

import dev.counterpoint.datasets.NearestName;
import java.util.Collection;
import java.util.Comparator;

/** The word that a person probably meant. */
public final class Nearest {

  private Nearest() {}

  /** The candidate with the smallest edit distance to the word, case ignored. */
  public static String of(String word, Collection<String> candidates) {
    return NearestName.of(word, candidates);
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
                        NearestName.distance(path, candidate),
                        1 + NearestName.distance(last(path), last(candidate)))))
        .orElse("");
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
