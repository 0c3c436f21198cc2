package dev.counterpoint.datasets.picture.file;

/**
 * How a camera was held (CIPA, <i>Exif</i> 2.32, section 4.6.4): 1 upright; 2 mirrored; 3 upside
 * down; 4 both; 5 to 8 the same with rows and columns exchanged.
 */
final class ExifOrientation {

  private static final int TAG = 0x0112;

  private ExifOrientation() {}

  /**
   * Reads the orientation from a block of EXIF data, which is a TIFF file.
   *
   * @param start where the block begins
   * @param end where it ends; within the file
   * @return 1 to 8; 1 also where the block is damaged or has none, for the picture is not at fault
   */
  static int read(PictureBytes in, int start, int end) {
    boolean little = in.startsWith(start, "II*\0");
    if (end - start < 8 || !little && !in.startsWith(start, "MM\0*")) {
      return 1;
    }
    long directory = start + Integer.toUnsignedLong(s32(in, start + 4, little));
    if (directory > end - 2) {
      return 1;
    }
    int first = (int) directory + 2;
    int entries = Math.min(u16(in, first - 2, little), (end - first) / 12);
    for (int i = 0; i < entries; i++) {
      int entry = first + 12 * i;
      if (u16(in, entry, little) == TAG) {
        int value = u16(in, entry + 8, little);
        return value >= 1 && value <= 8 ? value : 1;
      }
    }
    return 1;
  }

  /**
   * Turns a picture upright.
   *
   * @param orientation how it is stored, 1 to 8
   */
  static Picture apply(Picture stored, int orientation) {
    if (orientation == 1) {
      return stored;
    }
    boolean exchanged = orientation >= 5;
    int width = exchanged ? stored.height() : stored.width();
    int height = exchanged ? stored.width() : stored.height();
    boolean fromRight =
        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    boolean fromBottom =
        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    byte[] upright = new byte[stored.rgb().length];
    int out = 0;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int x = exchanged ? row : column;
        int y = exchanged ? column : row;
        x = fromRight ? stored.width() - 1 - x : x;
        y = fromBottom ? stored.height() - 1 - y : y;
        int from = 3 * (y * stored.width() + x);
        upright[out++] = stored.rgb()[from];
        upright[out++] = stored.rgb()[from + 1];
        upright[out++] = stored.rgb()[from + 2];
      }
    }
    int wholeWidth = exchanged ? stored.wholeHeight() : stored.wholeWidth();
    int wholeHeight = exchanged ? stored.wholeWidth() : stored.wholeHeight();
    return new Picture(width, height, upright, wholeWidth, wholeHeight);
  }

  private static int u16(PictureBytes in, int at, boolean little) {
    return little ? in.u16Little(at) : in.u16(at);
  }

  private static int s32(PictureBytes in, int at, boolean little) {
    return little ? in.s32Little(at) : in.s32(at);
  }
}
