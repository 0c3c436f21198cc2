package dev.counterpoint.datasets.picture.file;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;

/**
 * Decodes JPEG as JFIF has it, luminance and two chrominances, with the JDK's reader alone and
 * straight into the bytes of the picture.
 *
 * <p>The pixels are those of the general way, which ends at the same reader. The difference is what
 * is around it: no second look at the segments, no second reader, and rows that are copied whole,
 * for samples lie as the reader writes them. An image of its own choice has blue first, for which
 * every sample passes through an {@code int}.
 */
final class PlainJpeg {

  private static final int[] BANDS = {0, 1, 2};

  private static final ColorModel COLORS =
      new ComponentColorModel(
          ColorSpace.getInstance(ColorSpace.CS_sRGB),
          false,
          false,
          ColorModel.OPAQUE,
          DataBuffer.TYPE_BYTE);

  private PlainJpeg() {}

  /**
   * Decodes.
   *
   * @param jdk the JDK's JPEG
   * @param header of three channels
   * @return null if anything is said against the file: the general way knows what it means
   */
  static Picture decode(ImageReaderSpi jdk, PictureHeader header) throws IOException {
    int width = header.width();
    int height = header.height();
    ImageReader reader = jdk.createReaderInstance();
    try (ByteArrayImageInputStream in = new ByteArrayImageInputStream(header.content())) {
      boolean[] warned = {false};
      reader.addIIOReadWarningListener((source, warning) -> warned[0] = true);
      reader.setInput(in, true, true);
      if (reader.getWidth(0) != width || reader.getHeight(0) != height) {
        return null;
      }
      byte[] rgb = new byte[3 * width * height];
      ImageReadParam into = new ImageReadParam();
      into.setDestination(image(rgb, width, height));
      reader.read(0, into);
      return warned[0] ? null : new Picture(width, height, rgb);
    } catch (IOException | RuntimeException e) {
      return null;
    } finally {
      reader.dispose();
    }
  }

  /** A view of bytes of red, green and blue. */
  private static BufferedImage image(byte[] rgb, int width, int height) {
    DataBufferByte samples = new DataBufferByte(rgb, rgb.length);
    WritableRaster raster =
        Raster.createInterleavedRaster(samples, width, height, 3 * width, 3, BANDS, null);
    return new BufferedImage(COLORS, raster, false, null);
  }
}
