package dev.counterpoint.inference;

import java.util.Arrays;

/**
 * What a model says of pictures.
 *
 * @param values {@code (count, width)}, row by row; not copied, do not change
 * @param count pictures
 * @param width numbers of each
 */
public record Vectors(float[] values, int count, int width) {

  /** Those of one picture, {@code (width)}. */
  public float[] row(int picture) {
    return Arrays.copyOfRange(values, picture * width, (picture + 1) * width);
  }
}
