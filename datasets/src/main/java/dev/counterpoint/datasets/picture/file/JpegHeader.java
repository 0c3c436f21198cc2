package dev.counterpoint.datasets.picture.file;

import java.io.ByteArrayOutputStream;

/**
 * Walks over the segments of a JPEG file (ITU-T T.81, annex B).
 *
 * <p>What goes on to be decoded has no metadata and no colour profile. Whatever follows the end of
 * the picture, as the film clips that telephones put there, is left out.
 */
final class JpegHeader {

  /** Pixels that a byte can stand for at the very best, with some room. */
  private static final int PIXELS_PER_BYTE = 4_096;

  /** Every scan of a progressive picture takes time for all of it; cameras write ten. */
  private static final int MOST_SCANS = 100;

  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int APP0 = 0xE0;
  private static final int APP1 = 0xE1;
  private static final int APP14 = 0xEE;
  private static final int COMMENT = 0xFE;

  private final PictureBytes in;
  private final PictureReader.Limits limits;
  private final ByteArrayOutputStream content;
  private int at = 2;
  private int frame;
  private int scans;
  private int orientation = 1;
  private int adobeTransform = -1;
  private boolean jfif;

  private JpegHeader(PictureBytes in, PictureReader.Limits limits) {
    this.in = in;
    this.limits = limits;
    this.content = new ByteArrayOutputStream(in.length());
  }

  static PictureHeader read(PictureBytes in, PictureReader.Limits limits) {
    return new JpegHeader(in, limits).read();
  }

  private PictureHeader read() {
    content.write(in.bytes(), 0, 2);
    int marker = next();
    while (marker != EOI) {
      if (marker != SOI && marker != 1 && !isRestart(marker)) {
        segment(marker);
      }
      marker = next();
    }
    content.write(0xFF);
    content.write(EOI);
    if (frame == 0 || scans == 0) {
      throw in.broken(at, "the end, without a picture before it");
    }
    return new PictureHeader(
        PictureHeader.Format.JPEG,
        in.u16(frame + 7),
        in.u16(frame + 5),
        in.u8(frame + 9),
        adobeTransform,
        isPlainColor(),
        orientation,
        content.toByteArray());
  }

  /** Goes behind the next marker; bytes before it that belong to nothing are passed over. */
  private int next() {
    while (in.u8(at) != 0xFF || in.u8(at + 1) == 0 || in.u8(at + 1) == 0xFF) {
      at++;
    }
    at += 2;
    return in.u8(at - 1);
  }

  private void segment(int marker) {
    int start = at - 2;
    int length = in.u16(at);
    if (length < 2) {
      throw in.broken(at, "a segment of %d bytes, expected 2 or more".formatted(length));
    }
    in.need(at, length);
    if (isFrame(marker)) {
      frame(start, marker, length);
    } else if (marker == APP0 && in.startsWith(at + 2, "JFIF\0")) {
      // Decoders look for it in the first segment alone.
      jfif |= start == 2;
    } else if (marker == APP1 && in.startsWith(at + 2, "Exif\0\0")) {
      orientation = ExifOrientation.read(in, at + 8, at + length);
    } else if (marker == APP14 && length >= 14 && in.startsWith(at + 2, "Adobe")) {
      adobeTransform = in.u8(at + 13);
    }
    at += length;
    if (marker == SOS) {
      if (frame == 0 || ++scans > MOST_SCANS) {
        throw in.broken(start, "a scan before the frame, or more than %d".formatted(MOST_SCANS));
      }
      skipScan();
    }
    if (isDecoded(marker, start)) {
      content.write(in.bytes(), start, at - start);
    }
  }

  private void frame(int start, int marker, int length) {
    if (marker > 0xC2) {
      throw in.broken(start, "JPEG process %X, expected C0, C1 or C2".formatted(marker));
    }
    if (frame != 0 || length < 8) {
      throw in.broken(start, "a second frame, or one of %d bytes".formatted(length));
    }
    frame = start;
    int width = in.u16(start + 7);
    int height = in.u16(start + 5);
    limits.check(in.name(), width, height);
    if ((long) width * height / PIXELS_PER_BYTE > in.length()) {
      throw in.broken(
          start, "%d x %d pixels cannot be in %d bytes".formatted(width, height, in.length()));
    }
  }

  private boolean isPlainColor() {
    boolean plain = adobeTransform < 0 && in.u8(frame + 9) == 3;
    // As cameras write it, with EXIF in the place of JFIF's marker.
    plain = plain && (jfif || in.u8(frame + 11) > in.u8(frame + 14));
    for (int i = 0; plain && i < 3; i++) {
      plain = in.u8(frame + 10 + 3 * i) == i + 1;
    }
    return plain;
  }

  private void skipScan() {
    byte[] bytes = in.bytes();
    while (true) {
      while (at < bytes.length && bytes[at] != (byte) 0xFF) {
        at++;
      }
      in.need(at, 1);
      int marker = in.u8(at + 1);
      if (marker != 0 && !isRestart(marker)) {
        return;
      }
      at += 2;
    }
  }

  private boolean isDecoded(int marker, int start) {
    if (marker == APP0) {
      return in.startsWith(start + 4, "JFIF\0");
    }
    if (marker == APP14) {
      return in.startsWith(start + 4, "Adobe");
    }
    return marker != COMMENT && (marker < APP0 || marker > 0xEF);
  }

  private static boolean isRestart(int marker) {
    return marker >= 0xD0 && marker <= 0xD7;
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }
}
