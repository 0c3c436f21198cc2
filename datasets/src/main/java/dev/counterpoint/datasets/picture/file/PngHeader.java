package dev.counterpoint.datasets.picture.file;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;

/**
 * Walks over the chunks of a PNG file (W3C, <i>PNG Specification</i>, third edition).
 *
 * <p>Checks that each needed chunk is whole and has its checksum. Only these are decoded: the JDK
 * gives up on files whose text, profile or other additions are odd.
 */
final class PngHeader {

  private static final int SIGNATURE = 8;
  private static final int FRAME = 12; // length, type, checksum

  /** Deflate makes at most this many bytes of one. */
  private static final int DEFLATE_RATIO = 1032;

  private PngHeader() {}

  static PictureHeader read(PictureBytes in, PictureReader.Limits limits) {
    if (!in.startsWith(SIGNATURE + 4, "IHDR") || in.s32(SIGNATURE) != 13) {
      throw in.broken(SIGNATURE, "expected the chunk IHDR of 13 bytes");
    }
    int width = in.s32(16);
    int height = in.s32(20);
    limits.check(in.name(), width, height);
    int orientation = 1;
    long packed = 0;
    boolean ended = false;
    ByteArrayOutputStream content = new ByteArrayOutputStream(in.length());
    content.write(in.bytes(), 0, SIGNATURE);
    for (int at = SIGNATURE; !ended; ) {
      int length = in.s32(at);
      in.need(at, FRAME + (length & 0xFFFF_FFFFL));
      if (isNeeded(in, at + 4)) {
        checkSum(in, at, length);
        content.write(in.bytes(), at, FRAME + length);
        packed += in.startsWith(at + 4, "IDAT") ? length : 0;
        ended = in.startsWith(at + 4, "IEND");
      } else if (in.startsWith(at + 4, "eXIf")) {
        orientation = ExifOrientation.read(in, at + 8, at + 8 + length);
      }
      at += FRAME + length;
    }
    checkRatio(in, width, height, packed);
    return new PictureHeader(
        PictureHeader.Format.PNG, width, height, 0, -1, false, orientation, content.toByteArray());
  }

  private static boolean isNeeded(PictureBytes in, int type) {
    return in.startsWith(type, "IHDR")
        || in.startsWith(type, "PLTE")
        || in.startsWith(type, "tRNS")
        || in.startsWith(type, "IDAT")
        || in.startsWith(type, "IEND");
  }

  private static void checkSum(PictureBytes in, int at, int length) {
    CRC32 sum = new CRC32();
    sum.update(in.bytes(), at + 4, 4 + length);
    if ((int) sum.getValue() != in.s32(at + 8 + length)) {
      throw in.broken(at, "the chunk does not have its checksum");
    }
  }

  private static void checkRatio(PictureBytes in, int width, int height, long packed) {
    int channels =
        switch (in.u8(25)) {
          case 0, 3 -> 1;
          case 2 -> 3;
          case 4 -> 2;
          case 6 -> 4;
          default ->
              throw in.broken(25, "colour type %d, expected 0, 2, 3, 4 or 6".formatted(in.u8(25)));
        };
    long bytes = ((long) width * channels * in.u8(24) + 7) / 8 * height;
    if (bytes / DEFLATE_RATIO > packed) {
      throw in.broken(
          16, "%d x %d pixels cannot be in %d bytes of data".formatted(width, height, packed));
    }
  }
}
