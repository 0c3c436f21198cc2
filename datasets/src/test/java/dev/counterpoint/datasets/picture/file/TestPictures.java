package dev.counterpoint.datasets.picture.file;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Small picture files made by the JDK's writers, and changed by hand. */
final class TestPictures {

  private static final int SIGNATURE = 8;

  private TestPictures() {}

  /** Four quarters: red, green above blue, white; of another width than height. */
  static BufferedImage quarters(int type, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        Color above = x < width / 2 ? Color.RED : Color.GREEN;
        Color below = x < width / 2 ? Color.BLUE : Color.WHITE;
        image.setRGB(x, y, (y < height / 2 ? above : below).getRGB());
      }
    }
    return image;
  }

  /** The quarters as RGB in a file of a format. */
  static byte[] file(String format) {
    return file(quarters(BufferedImage.TYPE_INT_RGB, 32, 16), format);
  }

  static byte[] file(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException("no writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] progressive(BufferedImage image) {
    return jpeg(new IIOImage(image, null, null), true);
  }

  /** A JPEG of four channels of one value each, as they are stored. */
  static byte[] inks(int... values) {
    WritableRaster raster = Raster.createInterleavedRaster(0, 16, 16, 4, null);
    for (int band = 0; band < 4; band++) {
      for (int i = 0; i < 256; i++) {
        raster.setSample(i % 16, i / 16, band, values[band]);
      }
    }
    return jpeg(new IIOImage(raster, null, null), false);
  }

  private static byte[] jpeg(IIOImage image, boolean progressive) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = jdkWriter();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(1);
      if (progressive) {
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.setOutput(stream);
      writer.write(null, image, param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  // That of TwelveMonkeys adds an Adobe marker of its own.
  private static ImageWriter jdkWriter() {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
    ImageWriter writer = writers.next();
    while (!writer.getClass().getName().startsWith("com.sun.")) {
      writer = writers.next();
    }
    return writer;
  }

  /** A JPEG with a segment put in after its first two bytes. */
  static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.write(0xFF);
    out.write(marker);
    out.write(content.length + 2 >> 8);
    out.write(content.length + 2);
    out.writeBytes(content);
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  static byte[] withAdobe(byte[] jpeg, int transform) {
    byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform};
    return withSegment(jpeg, 0xEE, adobe);
  }

  /** A block of EXIF data with an orientation. */
  static byte[] exif(int orientation, boolean little) {
    byte[] big = {
      'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte) orientation, 0, 0
    };
    byte[] small = {
      'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, (byte) orientation, 0, 0, 0
    };
    return little ? small : big;
  }

  static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** A PNG with a chunk put in behind its header. */
  static byte[] withChunk(byte[] png, String type, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(png, 0, 33);
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(content.length >> shift);
    }
    out.writeBytes(type.getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(content);
    out.writeBytes(new byte[4]);
    out.write(png, 33, png.length - 33);
    return repaired(out.toByteArray());
  }

  /** The same with the checksum of each chunk set right, as far as chunks are whole. */
  static byte[] repaired(byte[] png) {
    byte[] bytes = png.clone();
    int at = SIGNATURE;
    while (at >= SIGNATURE && at + 12L <= bytes.length) {
      int length = s32(bytes, at);
      if (length < 0 || length > bytes.length - at - 12) {
        break;
      }
      CRC32 sum = new CRC32();
      sum.update(bytes, at + 4, length + 4);
      put(bytes, at + 8 + length, (int) sum.getValue());
      at += 12 + length;
    }
    return bytes;
  }

  /** A PNG whose header says another size. */
  static byte[] resized(byte[] png, int width, int height) {
    byte[] bytes = png.clone();
    put(bytes, 16, width);
    put(bytes, 20, height);
    return repaired(bytes);
  }

  static void put(byte[] bytes, int at, int value) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (value >> 24 - 8 * i);
    }
  }

  private static int s32(byte[] bytes, int at) {
    return new PictureBytes("test", bytes).s32(at);
  }
}
