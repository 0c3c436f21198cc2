package dev.counterpoint.datasets.captioned.split;

import dev.counterpoint.datasets.captioned.BadExampleException;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Splits by what the source says, in a column such as {@code split}. The usual words for a part
 * become one: {@code val}, {@code valid} and {@code dev} are {@value PictureSplit#VALIDATION};
 * {@code training} and {@code restval} are {@value PictureSplit#TRAIN}.
 */
public final class FieldSplit {

  /** The column that most sets have it in. */
  public static final String USUAL_FIELD = "split";

  private static final Map<String, String> WORDS =
      Map.of(
          "val", PictureSplit.VALIDATION,
          "valid", PictureSplit.VALIDATION,
          "dev", PictureSplit.VALIDATION,
          "training", PictureSplit.TRAIN,
          "restval", PictureSplit.TRAIN,
          "testing", PictureSplit.TEST);

  private FieldSplit() {}

  /**
   * Splits a set. Pictures that cannot be described, or say nothing of it, are in no part.
   *
   * @throws SplitException if no picture has the field, or pictures of one key differ in it
   */
  public static PictureSplit of(CaptionedPictures set, String field) {
    String[] partOfEach = new String[set.size()];
    Set<String> fields = new TreeSet<>();
    Set<String> parts = new TreeSet<>();
    Map<String, String> partOfKey = new HashMap<>();
    for (int i = 0; i < partOfEach.length; i++) {
      Map<String, String> said;
      try {
        said = set.description(i).fields();
      } catch (BadExampleException e) {
        // Counted where it is used.
        continue;
      }
      String value = said.get(field);
      fields.addAll(said.keySet());
      if (value == null || value.isBlank()) {
        continue;
      }
      String word = value.strip().toLowerCase(Locale.ROOT);
      partOfEach[i] = WORDS.getOrDefault(word, word);
      parts.add(partOfEach[i]);
      String before = partOfKey.put(set.key(i), partOfEach[i]);
      if (before != null && !before.equals(partOfEach[i])) {
        throw new SplitException(
            "the picture \"%s\" of %s is in two parts, %s and %s"
                .formatted(set.key(i), set.name(), before, partOfEach[i]),
            "Correct its column \"%s\".".formatted(field));
      }
    }
    if (parts.isEmpty()) {
      throw new SplitException(
          "no picture of %s has the field \"%s\"; there are %s"
              .formatted(set.name(), field, fields),
          "Name another, or split by hash.");
    }
    return PictureSplit.of(partOfEach, parts);
  }
}
