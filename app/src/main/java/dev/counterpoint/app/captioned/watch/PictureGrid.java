package dev.counterpoint.app.captioned.watch;

import dev.counterpoint.datasets.picture.file.Picture;
import java.util.Arrays;

/** Square pictures of a batch side by side. */
public final class PictureGrid {

  /** More than these say nothing new. */
  public static final int MOST = 36;

  private static final int GAP = 2;
  private static final byte GAP_GREY = (byte) 128;

  private PictureGrid() {}

  /**
   * Draws pictures in rows, as many of them in a row as there are rows, or one more.
   *
   * @param planes {@code (count, 3, side, side)} in [0, 1]; what lies outside is cut off
   * @param count at least 1
   * @param side pixels
   */
  public static Picture of(float[] planes, int count, int side) {
    int columns = (int) Math.ceil(Math.sqrt(count));
    int rows = (count + columns - 1) / columns;
    int width = columns * (side + GAP) - GAP;
    int height = rows * (side + GAP) - GAP;
    byte[] rgb = new byte[3 * width * height];
    Arrays.fill(rgb, GAP_GREY);
    int plane = side * side;
    for (int i = 0; i < count; i++) {
      int top = i / columns * (side + GAP);
      int left = i % columns * (side + GAP);
      for (int pixel = 0; pixel < plane; pixel++) {
        int at = (top + pixel / side) * width + left + pixel % side;
        for (int channel = 0; channel < 3; channel++) {
          float value = planes[(3 * i + channel) * plane + pixel];
          rgb[3 * at + channel] = (byte) Math.round(255 * Math.max(0, Math.min(1, value)));
        }
      }
    }
    return new Picture(width, height, rgb);
  }
}
