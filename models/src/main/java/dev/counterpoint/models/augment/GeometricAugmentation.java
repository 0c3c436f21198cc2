package dev.counterpoint.models.augment;

import dev.counterpoint.datasets.random.RandomAddress;
import java.util.SplittableRandom;

/**
 * Random changes of where things are in a picture. A picture is cropped and resized as in SimCLR
 * (Chen et al. 2020, appendix A: aspect ratio between 3/4 and 4/3), then turned, scaled and
 * shifted, then flipped; all of it is one affine map, applied in one pass. What comes into view
 * from outside is zero.
 *
 * @param smallestCrop least share of the area that a crop keeps, in (0, 1]; 1 is off
 * @param flipProbability of mirroring left and right, in [0, 1]; 0 is off
 * @param rotation largest angle either way, degrees, in [0, 180]; 0 is off
 * @param shift largest shift either way along each axis, as a share of the picture, in [0, 1]; 0 is
 *     off
 * @param smallestScale least magnification, above 0
 * @param largestScale most magnification, at least {@code smallestScale}; 1 and 1 are off
 */
public record GeometricAugmentation(
    double smallestCrop,
    double flipProbability,
    double rotation,
    double shift,
    double smallestScale,
    double largestScale) {

  /** Leaves pictures as they are. */
  public static final GeometricAugmentation NONE = new GeometricAugmentation(1, 0, 0, 0, 1, 1);

  private static final double LARGEST_LOG_ASPECT = Math.log(4.0 / 3);
  private static final int CROP_TRIES = 10;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public GeometricAugmentation {
    Range.require("smallest crop", smallestCrop, Double.MIN_VALUE, 1);
    Range.require("flip probability", flipProbability, 0, 1);
    Range.require("rotation", rotation, 0, 180);
    Range.require("shift", shift, 0, 1);
    Range.require("smallest scale", smallestScale, Double.MIN_VALUE, Double.MAX_VALUE);
    Range.require("largest scale", largestScale, smallestScale, Double.MAX_VALUE);
  }

  /** Whether it leaves every picture as it is. */
  public boolean isIdentity() {
    return equals(NONE);
  }

  /**
   * Draws one map per picture; picture i follows from {@code address.at(i)} alone.
   *
   * @param address where the randomness comes from
   * @param batch number of pictures
   * @param height of a picture, pixels
   * @param width of a picture, pixels
   * @return {@code (batch, 6)} row by row, for {@link AffineSampler}
   */
  float[] maps(RandomAddress address, int batch, long height, long width) {
    float[] maps = new float[6 * batch];
    for (int i = 0; i < batch; i++) {
      draw(address.at(i).stream(), width / (double) height, maps, 6 * i);
    }
    return maps;
  }

  private void draw(SplittableRandom random, double widthByHeight, float[] maps, int at) {
    double mirror = random.nextDouble() < flipProbability ? -1 : 1;
    double angle = Math.toRadians(Range.around(0, rotation, random));
    double shiftX = 2 * Range.around(0, shift, random); // the axis is 2 long
    double shiftY = 2 * Range.around(0, shift, random);
    double scale = Range.between(smallestScale, largestScale, random);
    double cos = Math.cos(angle) / scale;
    double sin = Math.sin(angle) / scale;
    double[] crop = drawCrop(random, widthByHeight);
    // From the result back to the source: flip, shift, turn and scale in pixels, crop.
    double[] x = {cos, -sin / widthByHeight};
    double[] y = {sin * widthByHeight, cos};
    row(maps, at, x, mirror, shiftX, shiftY, crop[0], crop[2]);
    row(maps, at + 3, y, mirror, shiftX, shiftY, crop[1], crop[3]);
  }

  private static void row(
      float[] maps,
      int at,
      double[] turn,
      double mirror,
      double shiftX,
      double shiftY,
      double center,
      double size) {
    maps[at] = (float) (size * turn[0] * mirror);
    maps[at + 1] = (float) (size * turn[1]);
    maps[at + 2] = (float) (center - size * (turn[0] * shiftX + turn[1] * shiftY));
  }

  /** Centre x and y in normalised coordinates, width and height as shares of the picture. */
  private double[] drawCrop(SplittableRandom random, double widthByHeight) {
    for (int i = 0; i < CROP_TRIES && smallestCrop < 1; i++) {
      double area = Range.between(smallestCrop, 1, random);
      double aspect = Math.exp(Range.around(0, LARGEST_LOG_ASPECT, random)) / widthByHeight;
      double width = Math.sqrt(area * aspect);
      double height = Math.sqrt(area / aspect);
      if (width <= 1 && height <= 1) {
        double x = Range.around(0, 1 - width, random);
        double y = Range.around(0, 1 - height, random);
        return new double[] {x, y, width, height};
      }
    }
    return new double[] {0, 0, 1, 1};
  }
}
