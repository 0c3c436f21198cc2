package dev.counterpoint.datasets.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pixels to draw on. No {@code Graphics2D}, which wants fonts on some machines. */
final class Canvas {

  private final int width;
  private final int height;
  private final int[] pixels;

  Canvas(int width, int height, int background) {
    this.width = width;
    this.height = height;
    this.pixels = new int[width * height];
    Arrays.fill(pixels, background);
  }

  /** Fills a rectangle, which has to lie on the canvas, with {@code 0xRRGGBB}. */
  void fill(int x, int y, int columns, int rows, int color) {
    for (int row = y; row < y + rows; row++) {
      Arrays.fill(pixels, row * width + x, row * width + x + columns, color);
    }
  }

  /** The picture as a PNG file. */
  byte[] png() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, pixels, 0, width);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // ImageIO on its own would put a cache file on the disk.
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("this Java runtime has no PNG writer");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
