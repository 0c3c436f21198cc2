package dev.counterpoint.datasets.picture.file;

import java.util.Objects;

/**
 * A picture in colour, upright, as bytes.
 *
 * @param width columns
 * @param height rows
 * @param rgb {@code (height, width, 3)}: red, green and blue of each pixel, row by row, unsigned
 *     bytes; not copied, do not change
 * @param wholeWidth columns of the picture in its file: {@code width}, or more where it was read
 *     with a {@link Reduction}
 * @param wholeHeight rows of the picture in its file
 */
public record Picture(int width, int height, byte[] rgb, int wholeWidth, int wholeHeight) {

  /**
   * Checks that the bytes fit the sides, and those the whole.
   *
   * @throws IllegalArgumentException if they do not, or if a side is below 1
   */
  public Picture {
    if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(
          "%d bytes are not %d x %d pixels with 3 channels".formatted(rgb.length, width, height));
    }
    if (wholeWidth < width || wholeHeight < height) {
      throw new IllegalArgumentException(
          "the whole of %d x %d pixels cannot be %d x %d"
              .formatted(width, height, wholeWidth, wholeHeight));
    }
  }

  /** A picture as large as it is. */
  public Picture(int width, int height, byte[] rgb) {
    this(width, height, rgb, width, height);
  }

  /**
   * One pixel as {@code 0xRRGGBB}.
   *
   * @throws IndexOutOfBoundsException if there is no such row or column
   */
  public int pixel(int row, int column) {
    Objects.checkIndex(row, height);
    Objects.checkIndex(column, width);
    int at = (row * width + column) * 3;
    return (rgb[at] & 0xFF) << 16 | (rgb[at + 1] & 0xFF) << 8 | rgb[at + 2] & 0xFF;
  }
}
