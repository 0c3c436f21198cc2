package dev.counterpoint.models.encoder;

import dev.counterpoint.datasets.CounterpointException;
import java.util.Collection;
import java.util.Comparator;

/** A name under which no encoder is registered. */
public final class UnknownEncoderException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the error; it names the nearest.
   *
   * @param kind what was looked for, such as "image encoder"
   * @param name under which there is none
   * @param names that there are, at least one
   */
  public UnknownEncoderException(String kind, String name, Collection<String> names) {
    super(
        "there is no " + kind + " '" + name + "'",
        "Did you mean '%s'? There are: %s."
            .formatted(nearest(name, names), String.join(", ", names)));
  }

  private static String nearest(String name, Collection<String> names) {
    Comparator<String> byDistance =
        Comparator.comparing((String other) -> !other.contains(name))
            .thenComparingInt(other -> distance(name, other));
    return names.stream().min(byDistance).orElseThrow();
  }

  /** Levenshtein's: how many letters must be put in, left out or changed. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
