package dev.counterpoint.datasets.picture.file;

import java.util.Arrays;

/** The headers of GIF files (CompuServe, <i>GIF89a</i>) and of BMP files (Microsoft). */
final class GifAndBmpHeaders {

  /** Pixels that a byte can stand for at the very best, with some room. */
  private static final int PIXELS_PER_BYTE = 4_096;

  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2C;
  private static final int TRAILER = 0x3B;

  private GifAndBmpHeaders() {}

  /** Reads up to the end of the first frame; what follows is not decoded. */
  static PictureHeader readGif(PictureBytes in, PictureReader.Limits limits) {
    int width = in.u16Little(6);
    int height = in.u16Little(8);
    int at = 13 + colors(in.u8(10));
    while (in.u8(at) == EXTENSION) {
      at = skipBlocks(in, at + 2);
    }
    if (in.u8(at) != IMAGE) {
      throw in.broken(at, "block %02x, expected a frame".formatted(in.u8(at)));
    }
    // Some files have frames that reach beyond the screen, or no screen at all.
    width = Math.max(width, in.u16Little(at + 1) + in.u16Little(at + 5));
    height = Math.max(height, in.u16Little(at + 3) + in.u16Little(at + 7));
    limits.check(in.name(), width, height);
    checkRatio(in, width, height);
    int data = at + 10 + colors(in.u8(at + 9));
    int end = skipBlocks(in, data + 1);
    byte[] content = Arrays.copyOf(in.bytes(), end + 1);
    content[end] = TRAILER;
    return PictureHeader.plain(PictureHeader.Format.GIF, width, height, content);
  }

  static PictureHeader readBmp(PictureBytes in, PictureReader.Limits limits) {
    boolean old = in.s32Little(14) == 12;
    int width = old ? in.u16Little(18) : in.s32Little(18);
    // Negative where the first row is the topmost.
    int height = old ? in.u16Little(20) : Math.abs(in.s32Little(22));
    int bits = in.u16Little(old ? 24 : 28);
    int compression = old ? 0 : in.s32Little(30);
    limits.check(in.name(), width, height);
    if (compression < 0 || compression > 3) {
      throw in.broken(30, "compression %d, expected 0 to 3".formatted(compression));
    }
    if (compression == 1 || compression == 2) {
      checkRatio(in, width, height);
    } else {
      // The padding of the last row may be missing.
      long row = ((long) width * bits + 7) / 8;
      in.need(in.s32Little(10), (row + 3) / 4 * 4 * (height - 1L) + row);
    }
    return PictureHeader.plain(PictureHeader.Format.BMP, width, height, in.bytes());
  }

  private static void checkRatio(PictureBytes in, int width, int height) {
    if ((long) width * height / PIXELS_PER_BYTE > in.length()) {
      throw in.broken(
          6, "%d x %d pixels cannot be in %d bytes".formatted(width, height, in.length()));
    }
  }

  private static int colors(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private static int skipBlocks(PictureBytes in, int start) {
    int at = start;
    while (in.u8(at) != 0) {
      at += 1 + in.u8(at);
    }
    return at + 1;
  }
}
