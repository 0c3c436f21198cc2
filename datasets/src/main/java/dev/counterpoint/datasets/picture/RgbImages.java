package dev.counterpoint.datasets.picture;

import java.util.Objects;

/**
 * Colour images of one size, kept as bytes.
 *
 * @param rgb {@code (N, height, width, 3)}: red, green and blue of each pixel, row by row, unsigned
 *     bytes; not copied, do not change
 * @param count number of images, {@code N}
 * @param height rows of an image, in pixels
 * @param width columns of an image, in pixels
 */
public record RgbImages(byte[] rgb, int count, int height, int width) {

  /**
   * Checks that the bytes fit the shape.
   *
   * @throws IllegalArgumentException if they do not, or if a side is below 1 or the count below 0
   */
  public RgbImages {
    checkShape(rgb.length, count, height, width, 3);
  }

  /**
   * Grey images as colour images.
   *
   * @param grey {@code (N, height, width)} unsigned bytes
   * @throws IllegalArgumentException if the bytes do not fit the shape
   */
  public static RgbImages ofGrey(byte[] grey, int count, int height, int width) {
    checkShape(grey.length, count, height, width, 1);
    byte[] rgb = new byte[Math.multiplyExact(grey.length, 3)];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = grey[i / 3];
    }
    return new RgbImages(rgb, count, height, width);
  }

  /**
   * One pixel as {@code 0xRRGGBB}.
   *
   * @throws IndexOutOfBoundsException if there is no such image, row or column
   */
  public int pixel(int image, int row, int column) {
    Objects.checkIndex(image, count);
    Objects.checkIndex(row, height);
    Objects.checkIndex(column, width);
    int at = ((image * height + row) * width + column) * 3;
    return (rgb[at] & 0xFF) << 16 | (rgb[at + 1] & 0xFF) << 8 | rgb[at + 2] & 0xFF;
  }

  private static void checkShape(int bytes, int count, int height, int width, int channels) {
    boolean shape = count >= 0 && height >= 1 && width >= 1;
    // By division, since the product of the sides can exceed even a long.
    if (!shape || bytes % channels != 0 || !isProduct(bytes / channels, count, height, width)) {
      throw new IllegalArgumentException(
          "%d bytes are not %d images of %d x %d pixels with %d channels"
              .formatted(bytes, count, height, width, channels));
    }
  }

  private static boolean isProduct(int pixels, int count, int height, int width) {
    long pixelsEach = (long) height * width;
    return count == 0 ? pixels == 0 : pixels % count == 0 && pixels / count == pixelsEach;
  }
}
