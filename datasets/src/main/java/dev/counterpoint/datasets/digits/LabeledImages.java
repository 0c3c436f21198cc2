package dev.counterpoint.datasets.digits;

import java.util.Arrays;

/**
 * Grey images with labels, kept as bytes: one byte a pixel, 0 is background and 255 is ink.
 *
 * @param source where they come from, for reports: {@code "MNIST train"}
 * @param pixels {@code (N, height, width)} row by row, unsigned bytes; not copied, do not change
 * @param height rows of an image, in pixels
 * @param width columns of an image, in pixels
 * @param labels {@code (N)} classes in {@code 0 .. classes - 1}; not copied, do not change
 * @param classes number of classes
 */
public record LabeledImages(
    String source, byte[] pixels, int height, int width, byte[] labels, int classes) {

  /**
   * Checks that images and labels fit together.
   *
   * @throws IllegalArgumentException if the counts differ or a label is not below {@code classes}
   */
  public LabeledImages {
    if (height < 1 || width < 1 || pixels.length != labels.length * height * width) {
      throw new IllegalArgumentException(
          "%s: %d pixels are not %d images of %d x %d"
              .formatted(source, pixels.length, labels.length, height, width));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            "%s: label %d of image %d is not in 0 .. %d"
                .formatted(source, labels[i] & 0xFF, i, classes - 1));
      }
    }
  }

  /** Number of images. */
  public int size() {
    return labels.length;
  }

  /** The images {@code from .. to - 1}, copied. */
  public LabeledImages slice(int from, int to) {
    int pixelsEach = height * width;
    return new LabeledImages(
        source,
        Arrays.copyOfRange(pixels, from * pixelsEach, to * pixelsEach),
        height,
        width,
        Arrays.copyOfRange(labels, from, to),
        classes);
  }

  /**
   * The images with these indices, in their order, copied.
   *
   * @param indices each in {@code 0 .. size() - 1}
   */
  public LabeledImages select(int[] indices) {
    int pixelsEach = height * width;
    byte[] chosenPixels = new byte[indices.length * pixelsEach];
    byte[] chosenLabels = new byte[indices.length];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(pixels, indices[i] * pixelsEach, chosenPixels, i * pixelsEach, pixelsEach);
      chosenLabels[i] = labels[indices[i]];
    }
    return new LabeledImages(source, chosenPixels, height, width, chosenLabels, classes);
  }

  /**
   * These images and then others.
   *
   * @throws IllegalArgumentException if size or classes differ
   */
  public LabeledImages join(LabeledImages others) {
    if (height != others.height || width != others.width || classes != others.classes) {
      throw new IllegalArgumentException(source + " and " + others.source + " differ in form");
    }
    byte[] allPixels = Arrays.copyOf(pixels, pixels.length + others.pixels.length);
    System.arraycopy(others.pixels, 0, allPixels, pixels.length, others.pixels.length);
    byte[] allLabels = Arrays.copyOf(labels, labels.length + others.labels.length);
    System.arraycopy(others.labels, 0, allLabels, labels.length, others.labels.length);
    return new LabeledImages(
        source + " and " + others.source, allPixels, height, width, allLabels, classes);
  }

  /** Every second row and column, without smoothing, as Arjovsky et al. 2019 shrink MNIST. */
  public LabeledImages everySecondPixel() {
    int newHeight = (height + 1) / 2;
    int newWidth = (width + 1) / 2;
    byte[] small = new byte[size() * newHeight * newWidth];
    int at = 0;
    for (int i = 0; i < size(); i++) {
      for (int y = 0; y < height; y += 2) {
        for (int x = 0; x < width; x += 2) {
          small[at++] = pixels[(i * height + y) * width + x];
        }
      }
    }
    return new LabeledImages(source, small, newHeight, newWidth, labels, classes);
  }
}
