package dev.counterpoint.datasets.picture.prepare;

import dev.counterpoint.datasets.picture.file.Picture;
import dev.counterpoint.datasets.picture.file.Reduction;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * How a picture becomes the tensor that a model sees; the same for training and inference.
 *
 * <p>In this order: to grey where asked for, resize, then each sample as {@code (byte * factor -
 * mean) / deviation}. Resizing follows Pillow to the bit: half-pixel centres; kernels that widen
 * when shrinking; columns before rows; eight bits in between. A side that has its length already is
 * not touched.
 *
 * @param width columns of the tensor
 * @param height rows of the tensor
 * @param resize what happens to the picture's shape
 * @param interpolation how pixels between pixels are found
 * @param padding sample value around the picture for {@link Resize#PAD}, 0 to 255
 * @param channels colour or grey
 * @param factor what bytes are multiplied by, as 1/255
 * @param mean what is then subtracted, by channel
 * @param deviation what is then divided by, by channel; not 0
 * @param decoding whether large pictures may be decoded smaller than they are
 */
public record PicturePreparation(
    int width,
    int height,
    Resize resize,
    Interpolation interpolation,
    int padding,
    Channels channels,
    float factor,
    List<Float> mean,
    List<Float> deviation,
    Decoding decoding) {

  /**
   * How many times larger than what is wanted a picture is decoded, at least: with twice the size
   * the low frequencies that are left have all that the resized picture shows.
   */
  private static final double DECODED = 2;

  /** The longest side of a tensor. */
  public static final int LONGEST_SIDE = 16_384;

  /** Of how much of a file a picture is made. */
  public enum Decoding {
    /** Of all of it. The resized picture is that of Pillow to the bit. */
    FULL,
    /**
     * Of as much as is needed: JPEG of at least four times the size of what is wanted is decoded at
     * a half, a quarter or an eighth, but not below twice the size. A sample of the resized picture
     * differs by about 1 of 255 from that of the full way.
     */
    REDUCED
  }

  /** What stands in the first dimension of the tensor. */
  public enum Channels {
    /** Red, green, blue. */
    RGB(3),
    /** Luma after ITU-R BT.601, rounded to a byte: 0.299 R + 0.587 G + 0.114 B. */
    GREY(1);

    private final int count;

    Channels(int count) {
      this.count = count;
    }

    /** 3 or 1. */
    public int count() {
      return count;
    }
  }

  /**
   * Checks that all fits together.
   *
   * @throws IllegalArgumentException if it does not; says what and what is allowed
   */
  public PicturePreparation {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    check(Math.min(width, height) >= 1, "sides of 1 and up", width + " x " + height);
    check(
        Math.max(width, height) <= LONGEST_SIDE,
        "sides of at most " + LONGEST_SIDE,
        width + " x " + height);
    check(padding >= 0 && padding <= 255, "padding of 0 to 255", padding);
    check(Float.isFinite(factor), "a factor that is a number", factor);
    check(mean.size() == channels.count, channels.count + " means", mean);
    check(deviation.size() == channels.count, channels.count + " deviations", deviation);
    check(mean.stream().allMatch(Float::isFinite), "means that are numbers", mean);
    check(
        deviation.stream().allMatch(d -> Float.isFinite(d) && d != 0),
        "deviations that are numbers other than 0",
        deviation);
  }

  /** The same of all of a file, {@link Decoding#FULL}. */
  public PicturePreparation(
      int width,
      int height,
      Resize resize,
      Interpolation interpolation,
      int padding,
      Channels channels,
      float factor,
      List<Float> mean,
      List<Float> deviation) {
    this(
        width,
        height,
        resize,
        interpolation,
        padding,
        channels,
        factor,
        mean,
        deviation,
        Decoding.FULL);
  }

  /**
   * Colour in [0, 1]: bilinear, factor 1/255, neither mean nor deviation, padding black, all of a
   * file.
   *
   * @param width columns of the tensor
   * @param height rows of the tensor
   */
  public static PicturePreparation unit(int width, int height, Resize resize) {
    List<Float> zeros = List.of(0f, 0f, 0f);
    List<Float> ones = List.of(1f, 1f, 1f);
    return new PicturePreparation(
        width, height, resize, Interpolation.BILINEAR, 0, Channels.RGB, 1 / 255f, zeros, ones);
  }

  /** The same with another decoding. */
  public PicturePreparation withDecoding(Decoding other) {
    return new PicturePreparation(
        width, height, resize, interpolation, padding, channels, factor, mean, deviation, other);
  }

  /** By how much pictures may be smaller than their files have them when they are read for this. */
  public Reduction reduction() {
    if (decoding == Decoding.FULL || interpolation == Interpolation.NEAREST) {
      return Reduction.NONE;
    }
    return this::reduction;
  }

  private double reduction(int pictureWidth, int pictureHeight) {
    double across = (double) pictureWidth / width;
    double down = (double) pictureHeight / height;
    // What is padded shrinks to the longer of both, all else to the shorter.
    double shrinking = resize == Resize.PAD ? Math.max(across, down) : Math.min(across, down);
    return shrinking / DECODED;
  }

  /** Floats of a tensor: channels times height times width. */
  public int floats() {
    return channels.count * height * width;
  }

  /**
   * Prepares a picture.
   *
   * @return {@code (C, height, width)}
   */
  public float[] apply(Picture picture) {
    float[] tensor = new float[floats()];
    write(picture, FloatBuffer.wrap(tensor));
    return tensor;
  }

  /**
   * Prepares a picture into a buffer, from its position on; the position then is behind it.
   *
   * @param tensor takes {@code (C, height, width)}
   * @throws IllegalArgumentException if the buffer has less room than {@link #floats}
   */
  public void write(Picture picture, FloatBuffer tensor) {
    checkRoom(tensor.remaining(), "floats");
    Resized resized = resize(picture);
    for (int channel = 0; channel < channels.count; channel++) {
      float[] values = values(channel);
      float[] row = new float[width];
      for (int y = 0; y < height; y++) {
        Arrays.fill(row, values[padding]);
        int at = resized.start(y, channel);
        for (int x = resized.left(); at >= 0 && x < resized.right(); x++) {
          row[x] = values[resized.samples()[at] & 0xFF];
          at += channels.count;
        }
        tensor.put(row);
      }
    }
  }

  /**
   * The bytes that {@link #write} computes its floats from, into a buffer from its position on; the
   * position then is behind them. For pictures that are kept as bytes, and scaled on the device.
   *
   * @param bytes takes {@code (C, height, width)} unsigned bytes
   * @throws IllegalArgumentException if the buffer has less room than {@link #floats}
   */
  public void writeBytes(Picture picture, ByteBuffer bytes) {
    checkRoom(bytes.remaining(), "bytes");
    Resized resized = resize(picture);
    byte[] row = new byte[width];
    for (int channel = 0; channel < channels.count; channel++) {
      for (int y = 0; y < height; y++) {
        Arrays.fill(row, (byte) padding);
        resized.copy(y, channel, row);
        bytes.put(row);
      }
    }
  }

  private Resized resize(Picture picture) {
    byte[] samples = channels == Channels.RGB ? picture.rgb() : grey(picture);
    // By the whole picture: sides of one that was read smaller are rounded.
    int wholeWidth = picture.wholeWidth();
    int wholeHeight = picture.wholeHeight();
    Placement across = Placement.of(resize, wholeWidth, wholeHeight, width, height);
    Placement down = Placement.of(resize, wholeHeight, wholeWidth, height, width);
    byte[] resized =
        Resampler.resample(
            samples,
            picture.width(),
            channels.count,
            Axis.of(picture.width(), across.whole(), across.crop(), across.size(), interpolation),
            Axis.of(picture.height(), down.whole(), down.crop(), down.size(), interpolation));
    return new Resized(resized, channels.count, across, down);
  }

  private float[] values(int channel) {
    float[] values = new float[256];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * factor - mean.get(channel)) / deviation.get(channel);
    }
    return values;
  }

  private static byte[] grey(Picture picture) {
    byte[] grey = new byte[picture.width() * picture.height()];
    byte[] rgb = picture.rgb();
    for (int i = 0; i < grey.length; i++) {
      int red = rgb[3 * i] & 0xFF;
      int green = rgb[3 * i + 1] & 0xFF;
      int blue = rgb[3 * i + 2] & 0xFF;
      grey[i] = (byte) (red * 19_595 + green * 38_470 + blue * 7_471 + 32_768 >> 16);
    }
    return grey;
  }

  // The message is made only where it is needed: this is asked of every picture.
  private void checkRoom(int remaining, String unit) {
    if (remaining < floats()) {
      check(false, "a buffer with room for %d %s".formatted(floats(), unit), remaining);
    }
  }

  private static void check(boolean holds, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException("expected %s, found %s".formatted(expected, found));
    }
  }
}
