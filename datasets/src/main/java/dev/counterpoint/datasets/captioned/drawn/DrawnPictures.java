package dev.counterpoint.datasets.captioned.drawn;

import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.Description;
import dev.counterpoint.datasets.captioned.store.Fingerprint;
import dev.counterpoint.datasets.random.RandomAddress;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Scenes of two coloured things with five sentences each, such as "a small red circle left of a
 * large blue square". Every scene follows from seed and index alone; its file is made when it is
 * asked for. Safe for use by many threads.
 */
public final class DrawnPictures implements CaptionedPictures {

  /** Kinds of files. */
  public enum FileKind {
    /** Lossless; the same bytes on the same Java version. */
    PNG,
    /** Of the quality that the JDK takes by default, 0.75. */
    JPEG
  }

  private final Settings settings;
  private final RandomAddress address;
  private final ScenePainter painter;
  private final Fingerprint fingerprint;

  /** Creates the set; nothing is drawn yet. */
  public DrawnPictures(Settings settings) {
    this.settings = settings;
    this.address = RandomAddress.seed(settings.seed()).purpose("drawn-scenes");
    this.painter = new ScenePainter(settings.side(), settings.grain());
    byte[] all = ("drawn 1 " + settings).getBytes(StandardCharsets.UTF_8);
    this.fingerprint = new Fingerprint(1, (sum, index) -> Fingerprint.add(sum, all));
  }

  /** A set without grain, as PNG. */
  public static DrawnPictures png(long seed, int size, int side) {
    return new DrawnPictures(new Settings(seed, size, side, FileKind.PNG, 0));
  }

  @Override
  public String name() {
    return "drawn scenes";
  }

  @Override
  public int size() {
    return settings.size();
  }

  @Override
  public String key(int index) {
    Objects.checkIndex(index, size());
    return "scene-%07d.%s".formatted(index, settings.kind() == FileKind.PNG ? "png" : "jpg");
  }

  @Override
  public Description description(int index) {
    Scene scene = scene(index);
    return new Description(Sentences.of(scene), Sentences.fields(scene));
  }

  @Override
  public byte[] picture(int index) {
    BufferedImage image = painter.paint(scene(index), address.at(index));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // ImageIO on its own would put a cache file on the disk.
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, settings.kind().name(), out)) {
        throw new IllegalStateException("this Java runtime cannot write " + settings.kind());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public String fingerprint() {
    return fingerprint.hex();
  }

  @Override
  public void close() {
    // Nothing is open.
  }

  private Scene scene(int index) {
    return Scene.at(address.at(Objects.checkIndex(index, size())));
  }

  /**
   * What is drawn.
   *
   * @param seed of all randomness
   * @param size number of pictures
   * @param side pixels, 8 to 8,192
   * @param kind of the files
   * @param grain how far a sample may be from its colour, 0 to 255: with grain, files are as large
   *     as those of photographs
   */
  public record Settings(long seed, int size, int side, FileKind kind, int grain) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Settings {
      if (size < 1 || side < 8 || side > 8_192 || grain < 0 || grain > 255) {
        throw new IllegalArgumentException(
            "size is 1 or more, side 8 to 8192, grain 0 to 255; not %d, %d, %d"
                .formatted(size, side, grain));
      }
    }
  }
}
