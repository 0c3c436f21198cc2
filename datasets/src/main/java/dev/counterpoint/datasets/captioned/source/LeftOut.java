package dev.counterpoint.datasets.captioned.source;

/**
 * What was seen when a set was opened and is no part of it, without being an error.
 *
 * @param rows rows that do not meet the conditions
 * @param picturesWithoutCaption pictures that nothing is said of
 * @param captionsWithoutPicture texts that belong to no picture
 */
public record LeftOut(int rows, int picturesWithoutCaption, int captionsWithoutPicture) {

  /** Nothing. */
  public static LeftOut nothing() {
    return new LeftOut(0, 0, 0);
  }

  /** Whether there is anything. */
  public boolean isNothing() {
    return equals(nothing());
  }
}
