package dev.counterpoint.inference;

import dev.counterpoint.datasets.picture.file.Picture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures for tests. */
public final class Pictures {

  private Pictures() {}

  /** 28 x 28 pixels of noise. */
  public static Picture noise(long seed) {
    byte[] rgb = new byte[28 * 28 * 3];
    new Random(seed).nextBytes(rgb);
    return new Picture(28, 28, rgb);
  }

  /** Writes a PNG file. */
  public static Path write(Path file, Picture picture) throws IOException {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        int at = (y * picture.width() + x) * 3;
        image.setRGB(
            x,
            y,
            (picture.rgb()[at] & 0xFF) << 16
                | (picture.rgb()[at + 1] & 0xFF) << 8
                | picture.rgb()[at + 2] & 0xFF);
      }
    }
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
