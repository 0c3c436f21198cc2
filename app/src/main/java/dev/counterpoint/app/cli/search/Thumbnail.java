package dev.counterpoint.app.cli.search;

import dev.counterpoint.datasets.picture.file.Picture;
import dev.counterpoint.datasets.picture.file.Reduction;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/**
 * A small copy of a picture.
 *
 * @param jpeg the content of a JPEG file
 */
record Thumbnail(byte[] jpeg) {

  private static final int LONGEST_SIDE = 240;

  /** A picture need not be read larger than twice as large as its small copy. */
  static final Reduction REDUCTION =
      (width, height) -> Math.max(width, height) / (2.0 * LONGEST_SIDE);

  static Thumbnail of(Picture picture) {
    BufferedImage image = image(picture);
    // Halves first: bilinear alone would leave pixels out and flicker.
    while (Math.max(image.getWidth(), image.getHeight()) > 2 * LONGEST_SIDE) {
      image = scaled(image, (image.getWidth() + 1) / 2, (image.getHeight() + 1) / 2);
    }
    int longest = Math.max(image.getWidth(), image.getHeight());
    if (longest > LONGEST_SIDE) {
      image =
          scaled(
              image,
              Math.max(1, image.getWidth() * LONGEST_SIDE / longest),
              Math.max(1, image.getHeight() * LONGEST_SIDE / longest));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpeg", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can be written", e);
    }
    return new Thumbnail(bytes.toByteArray());
  }

  private static BufferedImage image(Picture picture) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        image.setRGB(x, y, picture.pixel(y, x));
      }
    }
    return image;
  }

  private static BufferedImage scaled(BufferedImage from, int width, int height) {
    BufferedImage to = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = to.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(from, 0, 0, width, height, null);
    graphics.dispose();
    return to;
  }

  String dataUri() {
    return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg);
  }
}
