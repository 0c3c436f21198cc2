package dev.counterpoint.datasets.picture.file;

import java.util.HexFormat;

/**
 * What is known of a picture before anything is decoded.
 *
 * @param format the file format
 * @param width columns, as stored
 * @param height rows, as stored
 * @param channels colour channels of a JPEG; 0 for others
 * @param adobeTransform the colour transform that Adobe's marker tells; -1 without one
 * @param plainColor whether it is a JPEG of luminance and two chrominances as JFIF has it, by its
 *     marker, or by chrominances of fewer samples, and by the names of its channels, so that nobody
 *     can take it for anything else
 * @param orientation EXIF orientation, 1 to 8
 * @param content what there is to decode: the file without metadata, colour profiles and whatever
 *     follows the picture
 */
record PictureHeader(
    Format format,
    int width,
    int height,
    int channels,
    int adobeTransform,
    boolean plainColor,
    int orientation,
    byte[] content) {

  static final String FORMATS = "PNG, JPEG, GIF or BMP";

  /** The formats that are read. */
  enum Format {
    PNG,
    JPEG,
    GIF,
    BMP
  }

  /**
   * Reads the header and the division into parts of any format.
   *
   * @throws NotAPictureException if the first bytes are of no known format
   * @throws BrokenPictureException if it is cut off or contradicts itself
   * @throws PictureTooLargeException if it is beyond the limits; parts that would take time or
   *     memory are not looked at before
   */
  static PictureHeader read(PictureBytes in, PictureReader.Limits limits) {
    if (in.startsWith(0, "\u0089PNG\r\n\u001a\n")) {
      return PngHeader.read(in, limits);
    }
    if (in.startsWith(0, "\u00ff\u00d8\u00ff")) {
      return JpegHeader.read(in, limits);
    }
    if (in.startsWith(0, "GIF87a") || in.startsWith(0, "GIF89a")) {
      return GifAndBmpHeaders.readGif(in, limits);
    }
    if (in.startsWith(0, "BM")) {
      return GifAndBmpHeaders.readBmp(in, limits);
    }
    int shown = Math.min(in.length(), 8);
    throw new NotAPictureException(
        in.name(),
        "%d bytes that begin with %s"
            .formatted(in.length(), HexFormat.ofDelimiter(" ").formatHex(in.bytes(), 0, shown)));
  }

  /** Whether the upright picture has the columns as its rows. */
  boolean sidesExchanged() {
    return orientation >= 5;
  }

  static PictureHeader plain(Format format, int width, int height, byte[] content) {
    return new PictureHeader(format, width, height, 0, -1, false, 1, content);
  }
}
