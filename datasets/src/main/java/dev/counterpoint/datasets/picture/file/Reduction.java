package dev.counterpoint.datasets.picture.file;

/**
 * By how much a picture may be read smaller than its file has it, where that saves time: plain JPEG
 * is decoded at a half, a quarter or an eighth then, as far as {@link
 * dev.counterpoint.datasets.picture.jpeg.ReducedJpeg} can. All else is read as large as it is.
 */
@FunctionalInterface
public interface Reduction {

  /** All of every picture. */
  Reduction NONE = (width, height) -> 1;

  /**
   * How many times smaller each side may be.
   *
   * @param width of the upright picture, pixels
   * @param height of the upright picture, pixels
   * @return below 2 is not at all
   */
  double most(int width, int height);
}
