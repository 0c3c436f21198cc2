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
}
