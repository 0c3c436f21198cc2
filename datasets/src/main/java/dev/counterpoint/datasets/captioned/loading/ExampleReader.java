package dev.counterpoint.datasets.captioned.loading;

import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.datasets.captioned.BadExampleException;
import dev.counterpoint.datasets.captioned.BadExampleReason;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.Description;
import dev.counterpoint.datasets.picture.file.BrokenPictureException;
import dev.counterpoint.datasets.picture.file.EmptyPictureException;
import dev.counterpoint.datasets.picture.file.NotAPictureException;
import dev.counterpoint.datasets.picture.file.Picture;
import dev.counterpoint.datasets.picture.file.PictureReader;
import dev.counterpoint.datasets.picture.file.PictureTooLargeException;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads single examples: text, then picture, decoded and resized or from the cache. */
final class ExampleReader {

  private final CaptionedPictures pictures;
  private final PictureReader reader;
  private final PicturePreparation preparation;
  private final PictureCache cache;

  ExampleReader(CaptionedPictures pictures, LoadingOptions options) {
    this.pictures = pictures;
    this.reader = new PictureReader(options.limits());
    this.preparation = options.preparation();
    this.cache = new PictureCache(preparation.floats(), options.cacheBytes(), pictures.size());
  }

  String key(int index) {
    return pictures.key(index);
  }

  /**
   * Reads an example.
   *
   * @param to room for the picture, exactly; written only if all goes well
   * @throws BadExampleException if it cannot be used
   */
  Description read(int index, ByteBuffer to) {
    Description description = pictures.description(index);
    if (!cache.read(index, to)) {
      preparation.writeBytes(decode(index), to);
      cache.write(index, to.flip());
    }
    return description;
  }

  private Picture decode(int index) {
    byte[] file = pictures.picture(index);
    String key = pictures.key(index);
    try {
      return reader.read(file, key, preparation.reduction());
    } catch (NotAPictureException e) {
      String format = formatNotRead(file);
      String detail = format == null ? e.problem() : format + " is not read; make it PNG or JPEG";
      throw new BadExampleException(BadExampleReason.NOT_A_PICTURE, key, detail, e);
    } catch (BrokenPictureException | EmptyPictureException e) {
      throw bad(BadExampleReason.PICTURE_BROKEN, key, e);
    } catch (PictureTooLargeException e) {
      throw bad(BadExampleReason.PICTURE_TOO_LARGE, key, e);
    }
  }

  private static BadExampleException bad(
      BadExampleReason reason, String key, CounterpointException e) {
    return new BadExampleException(reason, key, e.problem(), e);
  }

  // What people have most among what is not read.
  private static String formatNotRead(byte[] file) {
    String head = new String(file, 0, Math.min(file.length, 12), StandardCharsets.ISO_8859_1);
    if (head.startsWith("RIFF") && head.endsWith("WEBP")) {
      return "WebP";
    }
    if (head.startsWith("II*\0") || head.startsWith("MM\0*")) {
      return "TIFF";
    }
    if (head.startsWith("ftypavif", 4)) {
      return "AVIF";
    }
    return head.startsWith("ftyp", 4) ? "HEIC or a film" : null;
  }
}
