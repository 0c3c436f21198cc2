package dev.counterpoint.datasets.corruption;

import dev.counterpoint.datasets.picture.file.PictureReader;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Writes a picture as baseline JPEG (colour at half the resolution) with the JDK's libjpeg, and
 * reads it again. The only corruption whose last bit depends on the JDK.
 */
final class JpegCompression implements PixelChange {

  private static final String WRITER = "com.sun.imageio.plugins.jpeg.JPEGImageWriterSpi";

  private final int width;
  private final int height;
  private final float quality;
  private final ImageWriterSpi writers;
  private final PictureReader reader = new PictureReader();

  private JpegCompression(float quality, int width, int height) {
    this.width = width;
    this.height = height;
    this.quality = quality;
    this.writers = writers();
  }

  /**
   * Compression of a quality, with its quantization steps scaled.
   *
   * @param quality 1 to 100 after libjpeg, whose tables are multiplied by 50 / quality below 50 and
   *     by 2 - quality / 50 above
   * @param scale what these factors are multiplied by
   */
  static JpegCompression of(double quality, double scale, int width, int height) {
    double factor = scale * (quality < 50 ? 50 / quality : 2 - quality / 50);
    double scaled = factor > 1 ? 50 / factor : 100 - 50 * factor;
    return new JpegCompression((float) Math.max(1, scaled) / 100, width, height);
  }

  @Override
  public byte[] apply(byte[] rgb, SplittableRandom random) {
    return reader.read(compressed(rgb), "a compressed picture").rgb();
  }

  private byte[] compressed(byte[] rgb) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < rgb.length; i += 3) {
      bgr[i] = rgb[i + 2];
      bgr[i + 1] = rgb[i + 1];
      bgr[i + 2] = rgb[i];
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriter writer = writers.createWriterInstance();
      try {
        ImageWriteParam settings = writer.getDefaultWriteParam();
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(quality);
        writer.setOutput(out);
        writer.write(null, new IIOImage(image, null, null), settings);
      } finally {
        writer.dispose();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  // What else is on the class path does not take part.
  private static ImageWriterSpi writers() {
    Iterator<ImageWriterSpi> all =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageWriterSpi.class, false);
    while (all.hasNext()) {
      ImageWriterSpi writer = all.next();
      if (writer.getClass().getName().equals(WRITER)) {
        return writer;
      }
    }
    throw new IllegalStateException("this Java has no JPEG writer: " + WRITER);
  }
}
