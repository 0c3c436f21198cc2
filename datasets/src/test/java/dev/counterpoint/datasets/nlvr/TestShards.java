package dev.counterpoint.datasets.nlvr;

import dev.counterpoint.datasets.captioned.tar.TestTar;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Small shards of NLVR's form. */
final class TestShards {

  static final byte[] PNG = png();

  private TestShards() {}

  /** Three shards with sentences of their own: 40, 40 and 20 groups of two pictures, two orders. */
  static void write(Path folder) throws IOException {
    Files.write(folder.resolve("nlvr-dev.tar"), groups(new TestTar(), 0, 40).bytes());
    Files.write(folder.resolve("nlvr-test.tar"), groups(new TestTar(), 40, 80).bytes());
    Files.write(folder.resolve("nlvr-hidden.tar"), groups(new TestTar(), 80, 100).bytes());
  }

  static TestTar groups(TestTar tar, int from, int to) {
    for (int group = from; group < to; group++) {
      for (int picture = 0; picture < 2; picture++) {
        for (int order = 0; order < 2; order++) {
          add(tar, group, picture, order, "there are %d blue blocks".formatted(group));
        }
      }
    }
    return tar;
  }

  static void add(TestTar tar, int group, int picture, int order, String sentence) {
    String key = "%d-%d-%d".formatted(group, picture, order);
    tar.file(key + ".png", PNG)
        .file(key + ".json", json(picture == 0 ? "true" : "false", group + "-" + picture))
        .file(key + ".txt", sentence);
  }

  static String json(String label, String identifier) {
    return "{\"sentence\": \"s\", \"label\": \"%s\", \"identifier\": \"%s\", \"permutation\": 0}"
        .formatted(label, identifier);
  }

  private static byte[] png() {
    BufferedImage image = new BufferedImage(40, 10, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 20; x++) {
      for (int y = 0; y < 10; y++) {
        image.setRGB(x, y, 0xFF8000);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
