package dev.counterpoint.models.retrieval;

import java.util.Arrays;

/**
 * Which captions are right answers for which pictures, and the other way round: strictly, a
 * picture's own captions; or also those of other pictures that have the same text, for nothing in
 * the text tells which of the pictures is meant.
 */
public final class Matches {

  /** Text of each caption; strictly, each caption is a text of its own. */
  private final int[] textOf;

  private final int[][] captionsOfText;
  private final int[][] picturesOfText;
  private final int[][] textsOfPicture;

  private Matches(int[] pictureOf, int[] textOf, int texts, int pictures) {
    this.textOf = textOf;
    this.captionsOfText = lists(textOf, null, texts);
    this.picturesOfText = lists(textOf, pictureOf, texts);
    this.textsOfPicture = lists(pictureOf, textOf, pictures);
  }

  /**
   * A picture's own captions only.
   *
   * @param pictureOf index of each caption's picture
   * @param pictures number of pictures; each needs a caption
   * @throws IllegalArgumentException if an index is not in {@code 0 .. pictures - 1}, a picture has
   *     no caption, or there is none
   */
  public static Matches strict(int[] pictureOf, int pictures) {
    requirePictures(pictureOf, pictures);
    int[] own = new int[pictureOf.length];
    Arrays.setAll(own, caption -> caption);
    return new Matches(pictureOf.clone(), own, own.length, pictures);
  }

  /**
   * Also captions of other pictures, where their text is that of an own one.
   *
   * @param pictureOf index of each caption's picture
   * @param textOf number of each caption's text, equal where the texts are; in {@code 0 ..
   *     pictureOf.length - 1}
   * @param pictures number of pictures; each needs a caption
   * @throws IllegalArgumentException as {@link #strict}, or if the texts do not fit the captions
   */
  public static Matches equalTexts(int[] pictureOf, int[] textOf, int pictures) {
    requirePictures(pictureOf, pictures);
    if (textOf.length != pictureOf.length) {
      throw new IllegalArgumentException(
          "%d texts for %d captions: expected one each".formatted(textOf.length, pictureOf.length));
    }
    requireIndices(textOf, textOf.length, "text");
    return new Matches(pictureOf.clone(), textOf.clone(), textOf.length, pictures);
  }

  /** Number of captions. */
  public int captions() {
    return textOf.length;
  }

  /** Number of pictures. */
  public int pictures() {
    return textsOfPicture.length;
  }

  /** Pictures that are right for a caption, each once. */
  int[] picturesFor(int caption) {
    return picturesOfText[textOf[caption]];
  }

  /** Captions that are right for a picture, each once. */
  int[] captionsFor(int picture) {
    int[] texts = textsOfPicture[picture];
    if (texts.length == 1) {
      return captionsOfText[texts[0]];
    }
    return Arrays.stream(texts).flatMap(text -> Arrays.stream(captionsOfText[text])).toArray();
  }

  /** For each key the distinct values, ascending; without values, the indices of the key. */
  private static int[][] lists(int[] keys, int[] values, int size) {
    int[] counts = new int[size];
    for (int key : keys) {
      counts[key]++;
    }
    int[][] lists = new int[size][];
    for (int key = 0; key < size; key++) {
      lists[key] = new int[counts[key]];
    }
    for (int i = keys.length - 1; i >= 0; i--) {
      lists[keys[i]][--counts[keys[i]]] = values == null ? i : values[i];
    }
    for (int key = 0; key < size && values != null; key++) {
      lists[key] = Arrays.stream(lists[key]).sorted().distinct().toArray();
    }
    return lists;
  }

  private static void requirePictures(int[] pictureOf, int pictures) {
    if (pictureOf.length == 0) {
      throw new IllegalArgumentException("there is no caption to ask for");
    }
    requireIndices(pictureOf, pictures, "picture");
    boolean[] has = new boolean[pictures];
    for (int picture : pictureOf) {
      has[picture] = true;
    }
    for (int picture = 0; picture < pictures; picture++) {
      if (!has[picture]) {
        throw new IllegalArgumentException(
            "picture " + picture + " has no caption: leave it out of the pictures");
      }
    }
  }

  private static void requireIndices(int[] indices, int size, String of) {
    for (int caption = 0; caption < indices.length; caption++) {
      if (indices[caption] < 0 || indices[caption] >= size) {
        throw new IllegalArgumentException(
            "the %s of caption %d is %d, which is not in 0 .. %d"
                .formatted(of, caption, indices[caption], size - 1));
      }
    }
  }
}
