package dev.counterpoint.datasets.idx;

/**
 * The images of an IDX file, as they stand in it.
 *
 * @param pixels {@code (count, height, width)} row by row, unsigned bytes; not copied, do not
 *     change
 * @param count number of images, at least 1
 * @param height rows of an image, in pixels
 * @param width columns of an image, in pixels
 */
public record IdxImages(byte[] pixels, int count, int height, int width) {

  /**
   * Checks that the sizes fit together.
   *
   * @throws IllegalArgumentException if they do not
   */
  public IdxImages {
    if (count < 1 || height < 1 || width < 1 || pixels.length != (long) count * height * width) {
      throw new IllegalArgumentException(
          "%d bytes are not %d images of %d x %d".formatted(pixels.length, count, height, width));
    }
  }
}
