package dev.counterpoint.datasets.picture.file;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;

/**
 * Decoded samples as bytes of red, green and blue.
 *
 * <p>Samples are taken as they are stored. {@link BufferedImage#getRGB} is not used for grey: it
 * takes grey for linear light and brightens it.
 */
final class PixelRows {

  private PixelRows() {}

  /** Grey or colour, with or without alpha, of any depth; alpha is laid over white. */
  static void copy(BufferedImage image, byte[] rgb, int width, int left, int top) {
    ColorModel colors = image.getColorModel();
    Raster raster = image.getRaster();
    if (isPlain(raster, colors)) {
      copyPlain(raster, rgb, width, left, top);
      return;
    }
    int bands = raster.getNumBands();
    int[] row = new int[image.getWidth() * Math.max(bands, 4)];
    for (int y = 0; y < image.getHeight(); y++) {
      int out = 3 * ((top + y) * width + left);
      if (colors instanceof IndexColorModel || isPacked(raster)) {
        image.getRGB(0, y, image.getWidth(), 1, row, 0, image.getWidth());
        for (int x = 0; x < image.getWidth(); x++) {
          int pixel = row[x];
          int alpha = pixel >>> 24;
          rgb[out++] = overWhite(pixel >> 16 & 0xFF, alpha);
          rgb[out++] = overWhite(pixel >> 8 & 0xFF, alpha);
          rgb[out++] = overWhite(pixel & 0xFF, alpha);
        }
      } else {
        raster.getPixels(raster.getMinX(), raster.getMinY() + y, image.getWidth(), 1, row);
        boolean wide = raster.getSampleModel().getSampleSize(0) == 16;
        int green = bands >= 3 ? 1 : 0;
        int blue = bands >= 3 ? 2 : 0;
        for (int at = 0; at < image.getWidth() * bands; at += bands) {
          int alpha = bands % 2 == 0 ? eight(row[at + bands - 1], wide) : 255;
          rgb[out++] = overWhite(eight(row[at], wide), alpha);
          rgb[out++] = overWhite(eight(row[at + green], wide), alpha);
          rgb[out++] = overWhite(eight(row[at + blue], wide), alpha);
        }
      }
    }
  }

  /**
   * Four inks, or their luminance form.
   *
   * @param adobeTransform from Adobe's marker: 2 for luminance, chrominance and black; -1 where
   *     there is no marker, and then the inks are not stored inverted
   */
  static void copyInks(Raster raster, int adobeTransform, byte[] rgb) {
    int[] row = new int[raster.getWidth() * 4];
    int out = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
      for (int at = 0; at < row.length; at += 4) {
        int cyan = row[at];
        int magenta = row[at + 1];
        int yellow = row[at + 2];
        if (adobeTransform == 2) {
          double luminance = row[at];
          double blueness = row[at + 1] - 128;
          double redness = row[at + 2] - 128;
          cyan = clip(luminance + 1.402 * redness);
          magenta = clip(luminance - 0.344136 * blueness - 0.714136 * redness);
          yellow = clip(luminance + 1.772 * blueness);
        }
        // Adobe stores paper rather than ink.
        int flip = adobeTransform >= 0 ? 0 : 255;
        int light = row[at + 3] ^ flip;
        rgb[out++] = scaled(cyan ^ flip, light);
        rgb[out++] = scaled(magenta ^ flip, light);
        rgb[out++] = scaled(yellow ^ flip, light);
      }
    }
  }

  // What photographs are: bytes of three colours side by side, in whatever order.
  private static boolean isPlain(Raster raster, ColorModel colors) {
    return raster.getNumBands() == 3
        && !(colors instanceof IndexColorModel)
        && raster.getDataBuffer() instanceof DataBufferByte
        && raster.getSampleModel() instanceof PixelInterleavedSampleModel;
  }

  private static void copyPlain(Raster raster, byte[] rgb, int width, int left, int top) {
    PixelInterleavedSampleModel model = (PixelInterleavedSampleModel) raster.getSampleModel();
    byte[] samples = ((DataBufferByte) raster.getDataBuffer()).getData();
    int[] bands = model.getBandOffsets();
    int x = raster.getMinX() - raster.getSampleModelTranslateX();
    int firstRow = raster.getMinY() - raster.getSampleModelTranslateY();
    for (int y = 0; y < raster.getHeight(); y++) {
      int at =
          raster.getDataBuffer().getOffset()
              + (firstRow + y) * model.getScanlineStride()
              + x * model.getPixelStride();
      int out = 3 * ((top + y) * width + left);
      for (int end = out + 3 * raster.getWidth(); out < end; at += model.getPixelStride()) {
        rgb[out++] = samples[at + bands[0]];
        rgb[out++] = samples[at + bands[1]];
        rgb[out++] = samples[at + bands[2]];
      }
    }
  }

  // Bit fields: their colour models are plain, and know where the bits are.
  private static boolean isPacked(Raster raster) {
    return raster.getNumDataElements() == 1 && raster.getNumBands() > 1;
  }

  private static int eight(int sample, boolean wide) {
    return wide ? (sample * 255 + 32_767) / 65_535 : sample;
  }

  private static byte overWhite(int color, int alpha) {
    return (byte) (alpha == 255 ? color : (color * alpha + 255 * (255 - alpha) + 127) / 255);
  }

  private static byte scaled(int paper, int light) {
    return (byte) ((paper * light + 127) / 255);
  }

  private static int clip(double value) {
    return (int) Math.max(0, Math.min(255, Math.floor(value + 0.5)));
  }
}
