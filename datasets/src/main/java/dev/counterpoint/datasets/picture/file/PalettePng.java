package dev.counterpoint.datasets.picture.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The most common PNG of drawn pictures, with a palette of bytes: several times as fast as the
 * JDK's reader, which puts small palettes into bit fields, pixel by pixel.
 *
 * <p>It decodes what is in order; all else is left to the JDK's reader and to what that says of it.
 */
final class PalettePng {

  private static final int SIGNATURE = 8;
  private static final int FRAME = 12;

  private final ByteBuffer file;
  private final int width;
  private final int height;
  private final int depth;
  private final int rowBytes;

  private PalettePng(byte[] content, int width, int height) {
    this.file = ByteBuffer.wrap(content);
    this.width = width;
    this.height = height;
    this.depth = content[24];
    this.rowBytes = (int) (((long) width * depth + 7) / 8);
  }

  /**
   * Decodes a file.
   *
   * @param content with sound frames, see {@link PngHeader}
   * @return {@code (height, width, 3)}, or null where it is of another kind, or not in order
   */
  static byte[] decode(byte[] content, int width, int height) {
    try {
      return new PalettePng(content, width, height).decode();
    } catch (DataFormatException e) {
      // The JDK's reader says what is wrong.
      return null;
    }
  }

  private byte[] decode() throws DataFormatException {
    boolean known = depth == 1 || depth == 2 || depth == 4 || depth == 8;
    // Colour type 3, deflate, the one set of filters, not interlaced.
    if (!known || file.getInt(25) != 0x03_00_00_00) {
      return null;
    }
    Inflater inflater = new Inflater();
    try {
      byte[] rows = new byte[Math.multiplyExact(height, rowBytes + 1)];
      byte[] palette = null;
      int filled = 0;
      for (int at = SIGNATURE; at < file.limit(); at += FRAME + file.getInt(at)) {
        int length = file.getInt(at);
        String type = new String(file.array(), at + 4, 4, StandardCharsets.ISO_8859_1);
        switch (type) {
          case "PLTE" -> {
            palette = new byte[length];
            file.get(at + 8, palette);
          }
          case "IDAT" -> {
            if (palette == null) {
              return null;
            }
            inflater.setInput(file.array(), at + 8, length);
            filled += inflater.inflate(rows, filled, rows.length - filled);
          }
          case "IHDR", "IEND" -> {}
          default -> {
            return null;
          }
        }
      }
      boolean whole = filled == rows.length && ended(inflater);
      return whole ? colours(rows, palette) : null;
    } finally {
      inflater.end();
    }
  }

  private static boolean ended(Inflater inflater) throws DataFormatException {
    // The end of the stream, and its checksum, may be still to be read.
    return inflater.finished() || inflater.inflate(new byte[1]) == 0 && inflater.finished();
  }

  private byte[] colours(byte[] rows, byte[] palette) {
    byte[] rgb = new byte[3 * width * height];
    int mask = (1 << depth) - 1;
    int out = 0;
    for (int y = 0; y < height; y++) {
      int start = y * (rowBytes + 1) + 1;
      if (!undo(rows, y, start)) {
        return null;
      }
      if (y > 0 && isRepeated(rows, start)) {
        System.arraycopy(rgb, out - 3 * width, rgb, out, 3 * width);
        out += 3 * width;
        continue;
      }
      for (int x = 0; x < width; x++) {
        // The first pixel of a byte is in its highest bits.
        int bit = x * depth;
        int entry = 3 * (rows[start + (bit >> 3)] >> (8 - depth - (bit & 7)) & mask);
        if (entry + 3 > palette.length) {
          return null;
        }
        rgb[out++] = palette[entry];
        rgb[out++] = palette[entry + 1];
        rgb[out++] = palette[entry + 2];
      }
    }
    return rgb;
  }

  private boolean isRepeated(byte[] rows, int start) {
    int above = start - rowBytes - 1;
    return Arrays.equals(rows, above, above + rowBytes, rows, start, start + rowBytes);
  }

  /** Undoes a row's filter in place; false where there is no such filter. */
  private boolean undo(byte[] rows, int y, int start) {
    int above = start - rowBytes - 1;
    int filter = rows[start - 1];
    for (int x = 0; x < rowBytes && filter > 0; x++) {
      int left = x == 0 ? 0 : rows[start + x - 1] & 0xFF;
      int up = y == 0 ? 0 : rows[above + x] & 0xFF;
      int corner = x == 0 || y == 0 ? 0 : rows[above + x - 1] & 0xFF;
      rows[start + x] +=
          (byte)
              switch (filter) {
                case 1 -> left;
                case 2 -> up;
                case 3 -> (left + up) / 2;
                default -> nearest(left, up, corner);
              };
    }
    return filter >= 0 && filter <= 4;
  }

  /** Paeth's predictor: of the three, that which is nearest to left + up - corner. */
  private static int nearest(int left, int up, int corner) {
    int fromLeft = Math.abs(up - corner);
    int fromUp = Math.abs(left - corner);
    int fromCorner = Math.abs(left + up - 2 * corner);
    if (fromLeft <= fromUp && fromLeft <= fromCorner) {
      return left;
    }
    return fromUp <= fromCorner ? up : corner;
  }
}
