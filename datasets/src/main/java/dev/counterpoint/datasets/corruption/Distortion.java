package dev.counterpoint.datasets.corruption;

import dev.counterpoint.datasets.picture.file.Picture;
import dev.counterpoint.datasets.random.RandomAddress;

/**
 * A corruption at one strength for pictures of one size. Safe for threads.
 *
 * <p>What is random follows from the address alone, and is the same at all strengths: the rectangle
 * of strength 2 lies where that of strength 1 lies, and is larger. Scores over strengths therefore
 * differ by the strength, not by luck.
 */
public final class Distortion {

  private final Corruption corruption;
  private final int strength;
  private final int width;
  private final int height;
  private final PixelChange change;

  Distortion(Corruption corruption, int strength, int width, int height, PixelChange change) {
    this.corruption = corruption;
    this.strength = strength;
    this.width = width;
    this.height = height;
    this.change = change;
  }

  /** What it does. */
  public Corruption corruption() {
    return corruption;
  }

  /** How much: 1 to 5. */
  public int strength() {
    return strength;
  }

  /**
   * Makes a picture worse.
   *
   * @param picture of the size that this was made for; stays as it is
   * @param address of the example, such as {@code root.purpose("corruption").at(example)}
   * @return a new picture of the same size
   * @throws IllegalArgumentException if the picture has another size
   */
  public Picture apply(Picture picture, RandomAddress address) {
    if (picture.width() != width || picture.height() != height) {
      throw new IllegalArgumentException(
          "%s was made for pictures of %d x %d pixels, found one of %d x %d"
              .formatted(corruption.title(), width, height, picture.width(), picture.height()));
    }
    byte[] rgb = change.apply(picture.rgb(), address.purpose(corruption.title()).stream());
    return new Picture(width, height, rgb);
  }

  @Override
  public String toString() {
    return corruption.title() + " " + strength;
  }
}
