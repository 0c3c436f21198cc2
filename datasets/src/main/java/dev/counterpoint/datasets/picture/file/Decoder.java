package dev.counterpoint.datasets.picture.file;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import dev.counterpoint.datasets.picture.jpeg.ReducedJpeg;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.w3c.dom.Node;

/**
 * Decodes with the readers of the JDK, JPEG with that of TwelveMonkeys, and plain palettes in PNG
 * with {@link PalettePng}.
 *
 * <p>JPEG of the most frequent kind goes straight to the JDK's reader, which TwelveMonkeys would
 * ask as well: see {@link PlainJpeg}. It may be decoded smaller than it is: see {@link
 * ReducedJpeg}.
 *
 * <p>The plugins are looked up once; what else is on the class path does not take part, so that
 * pixels are the same whatever it holds.
 */
final class Decoder {

  private static final Map<PictureHeader.Format, ImageReaderSpi> READERS = jdkReaders();

  private static final ImageReaderSpi JDK_JPEG = READERS.get(PictureHeader.Format.JPEG);

  static {
    // Found whatever class loader the thread prefers; it takes the JDK's reader from the registry.
    JPEGImageReaderSpi jpeg = new JPEGImageReaderSpi();
    jpeg.onRegistration(IIORegistry.getDefaultInstance(), ImageReaderSpi.class);
    READERS.put(PictureHeader.Format.JPEG, jpeg);
  }

  private Decoder() {}

  /** Decodes what the header has found; not yet turned upright. */
  static Picture decode(PictureHeader header, String name, Reduction reduction) throws IOException {
    if (header.format() == PictureHeader.Format.PNG) {
      byte[] rgb = PalettePng.decode(header.content(), header.width(), header.height());
      if (rgb != null) {
        return new Picture(header.width(), header.height(), rgb);
      }
    }
    if (header.plainColor()) {
      Picture reduced = reduced(header, reduction);
      Picture picture = reduced != null ? reduced : PlainJpeg.decode(JDK_JPEG, header);
      if (picture != null) {
        return picture;
      }
    }
    return decodeAny(header, name);
  }

  /** Null where it is to be as large as it is, or where anything is said against the file. */
  private static Picture reduced(PictureHeader header, Reduction reduction) {
    int width = header.width();
    int height = header.height();
    double most =
        header.sidesExchanged() ? reduction.most(height, width) : reduction.most(width, height);
    int by = ReducedJpeg.MOST;
    while (by > most) {
      by /= 2;
    }
    byte[] rgb = by > 1 ? ReducedJpeg.decode(header.content(), width, height, by) : null;
    return rgb == null
        ? null
        : new Picture(
            ReducedJpeg.side(width, by), ReducedJpeg.side(height, by), rgb, width, height);
  }

  /** The way that reads all kinds. */
  static Picture decodeAny(PictureHeader header, String name) throws IOException {
    ImageReader reader = READERS.get(header.format()).createReaderInstance();
    try (ByteArrayImageInputStream in = new ByteArrayImageInputStream(header.content())) {
      boolean[] cutOff = {false};
      reader.addIIOReadWarningListener(
          (source, warning) -> cutOff[0] |= warning != null && warning.contains("remature end"));
      // What a GIF tells of the place of its frame counts as metadata.
      reader.setInput(in, true, header.format() != PictureHeader.Format.GIF);
      byte[] rgb = new byte[3 * header.width() * header.height()];
      if (header.channels() == 4) {
        Raster inks = reader.readRaster(0, null);
        checkSize(header, inks.getWidth(), inks.getHeight());
        PixelRows.copyInks(inks, header.adobeTransform(), rgb);
      } else {
        copy(reader, header, rgb);
      }
      if (cutOff[0]) {
        throw new BrokenPictureException(name, "the data of the picture ends early");
      }
      return new Picture(header.width(), header.height(), rgb);
    } finally {
      reader.dispose();
    }
  }

  private static void copy(ImageReader reader, PictureHeader header, byte[] rgb)
      throws IOException {
    int left = 0;
    int top = 0;
    if (header.format() == PictureHeader.Format.GIF) {
      IIOMetadata metadata = reader.getImageMetadata(0);
      Node place = metadata.getAsTree(metadata.getNativeMetadataFormatName()).getFirstChild();
      left =
          Integer.parseInt(place.getAttributes().getNamedItem("imageLeftPosition").getNodeValue());
      top = Integer.parseInt(place.getAttributes().getNamedItem("imageTopPosition").getNodeValue());
      Arrays.fill(rgb, (byte) 0xFF);
    }
    checkSize(header, left + reader.getWidth(0), top + reader.getHeight(0));
    PixelRows.copy(reader.read(0), rgb, header.width(), left, top);
  }

  // A GIF frame may be smaller than its screen; all else must be what the header said.
  private static void checkSize(PictureHeader header, int width, int height) throws IIOException {
    boolean within = width <= header.width() && height <= header.height();
    boolean same = width == header.width() && height == header.height();
    if (!within || !same && header.format() != PictureHeader.Format.GIF) {
      throw new IIOException(
          "%d x %d pixels by its header, but %d x %d inside"
              .formatted(header.width(), header.height(), width, height));
    }
  }

  private static Map<PictureHeader.Format, ImageReaderSpi> jdkReaders() {
    Map<PictureHeader.Format, ImageReaderSpi> readers = new EnumMap<>(PictureHeader.Format.class);
    IIORegistry registry = IIORegistry.getDefaultInstance();
    Iterator<ImageReaderSpi> all = registry.getServiceProviders(ImageReaderSpi.class, false);
    while (all.hasNext()) {
      ImageReaderSpi spi = all.next();
      for (PictureHeader.Format format : PictureHeader.Format.values()) {
        boolean reads =
            Arrays.asList(spi.getFormatNames()).contains(format.name().toLowerCase(Locale.ROOT));
        if (reads && spi.getClass().getName().startsWith("com.sun.imageio.")) {
          readers.put(format, spi);
        }
      }
    }
    return readers;
  }
}
