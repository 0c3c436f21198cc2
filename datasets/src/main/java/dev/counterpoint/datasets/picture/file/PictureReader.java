package dev.counterpoint.datasets.picture.file;

import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.datasets.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads pictures as users have them, from PNG, JPEG, GIF and BMP files.
 *
 * <p>Training and inference both read through here, so that a picture has the same pixels in both.
 * These are the rules:
 *
 * <ul>
 *   <li>Transparent pixels are laid over white.
 *   <li>Sixteen bits are rounded to eight. Grey becomes red, green and blue of that value.
 *   <li>EXIF orientation is applied, in JPEG and PNG, so that pictures stand upright.
 *   <li>Four inks become {@code paper colour * lightness of black}. Colour profiles, PNG's gamma
 *       included, are not applied; neither does Pillow.
 *   <li>Of several frames, the first is read, in its place on the screen of the file.
 *   <li>Not read: JPEG that is lossless, arithmetically coded or of twelve bits; JPEG or PNG inside
 *       of BMP; WebP, TIFF, HEIC, AVIF.
 * </ul>
 *
 * <p>Whoever needs a picture much smaller than it is may say so with a {@link Reduction}.
 *
 * <p>The size in the header is checked before anything is decoded, and so is that the file is long
 * enough for it. Safe for use by many threads.
 */
public final class PictureReader {

  private final Limits limits;

  /** A reader with the {@linkplain Limits#standard standard limits}. */
  public PictureReader() {
    this(Limits.standard());
  }

  /** A reader with limits of its own. */
  public PictureReader(Limits limits) {
    this.limits = limits;
  }

  /**
   * Reads a picture file.
   *
   * @throws UnreadableFileException if the file is missing, a folder, or not readable
   * @throws EmptyPictureException if it has no bytes
   * @throws NotAPictureException if it is of no known format
   * @throws BrokenPictureException if it is cut off, damaged, or of a variant that is not read
   * @throws PictureTooLargeException if it is beyond the limits
   */
  public Picture read(Path file) {
    return read(file, Reduction.NONE);
  }

  /**
   * Reads a picture file, perhaps smaller than it is.
   *
   * @throws dev.counterpoint.datasets.CounterpointException as {@link #read(Path)}
   */
  public Picture read(Path file, Reduction reduction) {
    String name = file.toString();
    try {
      if (Files.isDirectory(file)) {
        throw new IOException("it is a folder");
      }
      checkBytes(name, Files.size(file));
      try (InputStream in = Files.newInputStream(file)) {
        // One more than the limit, for the file may have grown since.
        return read(in.readNBytes(limits.bytes() + 1), name, reduction);
      }
    } catch (IOException e) {
      throw new UnreadableFileException(name, e);
    }
  }

  /**
   * Reads a picture from memory.
   *
   * @param bytes the content of a picture file
   * @param name what the person calls it; for messages
   * @throws EmptyPictureException if there are no bytes
   * @throws NotAPictureException if they are of no known format
   * @throws BrokenPictureException if they are cut off, damaged, or of a variant that is not read
   * @throws PictureTooLargeException if they are beyond the limits
   */
  public Picture read(byte[] bytes, String name) {
    return read(bytes, name, Reduction.NONE);
  }

  /**
   * Reads a picture from memory, perhaps smaller than it is.
   *
   * @throws dev.counterpoint.datasets.CounterpointException as {@link #read(byte[], String)}
   */
  public Picture read(byte[] bytes, String name, Reduction reduction) {
    checkBytes(name, bytes.length);
    if (bytes.length == 0) {
      throw new EmptyPictureException(name);
    }
    PictureHeader header = PictureHeader.read(new PictureBytes(name, bytes), limits);
    try {
      Picture stored = Decoder.decode(header, name, reduction);
      return ExifOrientation.apply(stored, header.orientation());
    } catch (CounterpointException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      throw new PictureTooLargeException(
          name,
          "no memory for %d x %d pixels".formatted(header.width(), header.height()),
          "what fits the heap of the JVM (-Xmx)");
    } catch (IOException | RuntimeException | StackOverflowError | InternalError e) {
      // The decoders throw whatever a damaged file leads them into.
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new BrokenPictureException(name, reason, e);
    }
  }

  private void checkBytes(String name, long bytes) {
    if (bytes > limits.bytes()) {
      throw new PictureTooLargeException(
          name, "%d bytes or more".formatted(bytes), "%d bytes".formatted(limits.bytes()));
    }
  }

  /**
   * How large pictures may be.
   *
   * @param bytes bytes of a file
   * @param pixels pixels of a picture; each takes about six bytes while it is read, and as many
   *     again in a progressive JPEG
   * @param side pixels of the longer side
   */
  public record Limits(int bytes, int pixels, int side) {

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is below 1, or beyond what arrays can hold
     */
    public Limits {
      int mostPixels = (Integer.MAX_VALUE - 8) / 4;
      if (bytes < 1 || bytes > Integer.MAX_VALUE - 16 || pixels < 1 || pixels > mostPixels) {
        throw new IllegalArgumentException(
            "bytes must be 1 to 2^31 - 17, pixels 1 to %d; not %d, %d"
                .formatted(mostPixels, bytes, pixels));
      }
      if (side < 1) {
        throw new IllegalArgumentException("side must be 1 or more, not " + side);
      }
    }

    /** 256 MiB, 100 million pixels, 65,535 on a side. */
    public static Limits standard() {
      return new Limits(1 << 28, 100_000_000, 65_535);
    }

    void check(String name, int width, int height) {
      if (width == 0 || height == 0) {
        throw new BrokenPictureException(
            name, "%d x %d pixels by its header".formatted(width, height));
      }
      // Sides of four bytes may have their first bit set.
      boolean beyond = width < 0 || height < 0 || Math.max(width, height) > side;
      if (beyond || (long) width * height > pixels) {
        throw new PictureTooLargeException(
            name,
            "%s x %s pixels by its header"
                .formatted(Integer.toUnsignedString(width), Integer.toUnsignedString(height)),
            "%d pixels, %d on a side".formatted(pixels, side));
      }
    }
  }
}
