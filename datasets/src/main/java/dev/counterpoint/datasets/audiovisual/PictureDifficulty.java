package dev.counterpoint.datasets.audiovisual;

/**
 * What makes the pictures hard, in this order.
 *
 * @param useless share of pairs whose picture is of a class drawn at random, which may be the right
 *     one: it says nothing of the label; 0 to 1. Of halves, each is useless on its own
 * @param resolution rows and columns that a picture is scaled down to before it is scaled up again,
 *     1 to 28; at least a picture's own side: as it is
 * @param occlusion share of the picture's area that a square of background covers, 0 to 1
 * @param noise standard deviation of the normal noise that is added to each pixel on its own, 0 to
 *     2; black and white are 1 apart
 */
public record PictureDifficulty(double useless, int resolution, double occlusion, double noise) {

  /** Pictures as they are. */
  public static final PictureDifficulty NONE = new PictureDifficulty(0, 28, 0, 0);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of its range; the text names it
   */
  public PictureDifficulty {
    SoundDifficulty.check("share of useless pictures", useless, 0, 1);
    SoundDifficulty.check("resolution of pictures", resolution, 1, 28);
    SoundDifficulty.check("occluded share of pictures", occlusion, 0, 1);
    SoundDifficulty.check("noise of pictures", noise, 0, 2);
  }
}
