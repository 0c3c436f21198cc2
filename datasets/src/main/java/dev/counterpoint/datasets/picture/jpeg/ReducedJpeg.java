package dev.counterpoint.datasets.picture.jpeg;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import dev.counterpoint.datasets.picture.jpeg.Leptonica.Functions;
import java.util.Optional;

/**
 * Decodes JPEG at a half, a quarter or an eighth of its size, by libjpeg-turbo: of each block of 8
 * x 8 pixels only the low frequencies are turned into 4 x 4, 2 x 2 or 1 pixels (<i>libjpeg</i>,
 * {@code scale_denom}; Pillow's {@code Image.draft}). Each pixel is close to the mean of those it
 * stands for, and costs as much as one of the whole picture does, so that a large picture takes a
 * fraction of the time and of the memory.
 *
 * <p>The library is that inside of Leptonica, whose jar for the platform must be on the class path
 * ({@code org.bytedeco:leptonica} with a classifier); there is none for Windows. What is wrong with
 * a damaged file libjpeg says on the standard error of the process, too. Safe for threads.
 */
public final class ReducedJpeg {

  /** The smallest pictures of all, by how many times their sides are smaller. */
  public static final int MOST = 8;

  private static final int RGB_BITS = 32;

  private ReducedJpeg() {}

  /** Why nothing can be decoded on this machine; empty where it can. */
  public static Optional<String> problem() {
    return Leptonica.problem();
  }

  /** Length of a side, {@code length / reduction} rounded up. */
  public static int side(int length, int reduction) {
    return (length - 1) / reduction + 1;
  }

  /**
   * Decodes.
   *
   * @param jpeg a whole file of luminance and two chrominances
   * @param width of the whole picture, pixels
   * @param height of the whole picture, pixels
   * @param reduction 2, 4 or 8
   * @return {@code (side(height), side(width), 3)} red, green and blue; null if anything is said
   *     against the file, or where there is a {@linkplain #problem problem}
   */
  public static byte[] decode(byte[] jpeg, int width, int height, int reduction) {
    if (reduction != 2 && reduction != 4 && reduction != MOST) {
      throw new IllegalArgumentException("expected a reduction by 2, 4 or 8, found " + reduction);
    }
    if (problem().isPresent()) {
      return null;
    }
    int[] warnings = {0};
    Pointer pix = Functions.pixReadMemJpeg(jpeg, jpeg.length, 0, reduction, warnings, 0);
    if (pix == null) {
      return null;
    }
    try {
      int columns = side(width, reduction);
      int rows = side(height, reduction);
      boolean sound =
          warnings[0] == 0
              && Functions.pixGetDepth(pix) == RGB_BITS
              && Functions.pixGetWidth(pix) == columns
              && Functions.pixGetHeight(pix) == rows;
      return sound ? bytes(Functions.pixGetData(pix), columns, rows) : null;
    } finally {
      Functions.pixDestroy(new PointerByReference(pix));
    }
  }

  private static byte[] bytes(Pointer words, int columns, int rows) {
    byte[] rgb = new byte[3 * columns * rows];
    int[] row = new int[columns];
    int out = 0;
    for (int y = 0; y < rows; y++) {
      words.read((long) Integer.BYTES * y * columns, row, 0, columns);
      for (int word : row) {
        rgb[out] = (byte) (word >> 24);
        rgb[out + 1] = (byte) (word >> 16);
        rgb[out + 2] = (byte) (word >> 8);
        out += 3;
      }
    }
    return rgb;
  }
}
