package dev.counterpoint.models.augment;

import dev.counterpoint.datasets.random.RandomAddress;
import java.util.SplittableRandom;

/**
 * Random changes of colour and sharpness, as in SimCLR (Chen et al. 2020, appendix A): colour
 * jitter, greyscale, Gaussian blur, each with a probability of its own.
 *
 * <p>Where it differs from torchvision: the parts of the jitter always come in the order
 * brightness, contrast, saturation, hue; values are held to [0, 1] once, after all of them; and hue
 * turns in the chroma plane of YIQ (brightness Y stays), not in HSV. So all but the blur is one
 * linear map of the channels per picture.
 *
 * @param brightness largest change b: the factor is uniform in [max(0, 1 - b), 1 + b]; 0 is off
 * @param contrast the same for the distance from the picture's mean grey
 * @param saturation the same for the distance from each pixel's grey
 * @param hue largest turn either way, in [0, 0.5] of the colour circle; 0 is off
 * @param jitterProbability that a picture is jittered at all, in [0, 1]
 * @param greyscaleProbability that a picture loses its colour, in [0, 1]
 * @param blurProbability that a picture is blurred, in [0, 1]
 * @param smallestSigma least deviation of the blur, pixels, above 0
 * @param largestSigma most deviation of the blur, pixels
 */
public record PhotometricAugmentation(
    double brightness,
    double contrast,
    double saturation,
    double hue,
    double jitterProbability,
    double greyscaleProbability,
    double blurProbability,
    double smallestSigma,
    double largestSigma) {

  /** Leaves pictures as they are. */
  public static final PhotometricAugmentation NONE =
      new PhotometricAugmentation(0, 0, 0, 0, 0, 0, 0, 0.1, 2);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public PhotometricAugmentation {
    Range.require("brightness", brightness, 0, Double.MAX_VALUE);
    Range.require("contrast", contrast, 0, Double.MAX_VALUE);
    Range.require("saturation", saturation, 0, Double.MAX_VALUE);
    Range.require("hue", hue, 0, 0.5);
    Range.require("jitter probability", jitterProbability, 0, 1);
    Range.require("greyscale probability", greyscaleProbability, 0, 1);
    Range.require("blur probability", blurProbability, 0, 1);
    Range.require("smallest sigma", smallestSigma, Double.MIN_VALUE, Double.MAX_VALUE);
    Range.require("largest sigma", largestSigma, smallestSigma, Double.MAX_VALUE);
  }

  /**
   * SimCLR's colour distortion of a strength s: jitter of 0.8 s in brightness, contrast and
   * saturation and of 0.2 s in hue with probability 0.8, then greyscale with probability 0.2; no
   * blur. At 0 it is {@link #NONE}.
   *
   * @param strength s, in [0, 2.5]; 1 on ImageNet, 0.5 on CIFAR-10 in SimCLR
   */
  public static PhotometricAugmentation simClr(double strength) {
    Range.require("strength", strength, 0, 2.5);
    double most = 0.8 * strength;
    return strength == 0
        ? NONE
        : new PhotometricAugmentation(most, most, most, 0.2 * strength, 0.8, 0.2, 0, 0.1, 2);
  }

  /** The same with a blur. */
  public PhotometricAugmentation withBlur(double probability, double least, double most) {
    return new PhotometricAugmentation(
        brightness,
        contrast,
        saturation,
        hue,
        jitterProbability,
        greyscaleProbability,
        probability,
        least,
        most);
  }

  /** Whether it leaves every picture as it is. */
  public boolean isIdentity() {
    return !changesColor() && !blurs();
  }

  boolean jitters() {
    return jitterProbability > 0 && (brightness > 0 || contrast > 0 || saturation > 0 || hue > 0);
  }

  boolean changesColor() {
    return jitters() || greyscaleProbability > 0;
  }

  boolean blurs() {
    return blurProbability > 0;
  }

  /**
   * What happens to one picture.
   *
   * @param brightness factor
   * @param contrast factor
   * @param saturation factor
   * @param hue turn, as a share of the colour circle
   * @param greyscale whether it loses its colour
   * @param sigma deviation of the blur in pixels, 0 for none
   */
  record Change(
      double brightness,
      double contrast,
      double saturation,
      double hue,
      boolean greyscale,
      double sigma) {}

  /** Draws what happens to each picture; picture i follows from {@code address.at(i)} alone. */
  Change[] draw(RandomAddress address, int batch) {
    Change[] changes = new Change[batch];
    for (int i = 0; i < batch; i++) {
      SplittableRandom random = address.at(i).stream();
      boolean jittered = random.nextDouble() < jitterProbability;
      double byBrightness = factor(brightness, random);
      double byContrast = factor(contrast, random);
      double bySaturation = factor(saturation, random);
      double turn = Range.around(0, hue, random);
      boolean greyscale = random.nextDouble() < greyscaleProbability;
      boolean blurred = random.nextDouble() < blurProbability;
      double sigma = Range.between(smallestSigma, largestSigma, random);
      changes[i] =
          new Change(
              jittered ? byBrightness : 1,
              jittered ? byContrast : 1,
              jittered ? bySaturation : 1,
              jittered ? turn : 0,
              greyscale,
              blurred ? sigma : 0);
    }
    return changes;
  }

  private static double factor(double most, SplittableRandom random) {
    return Range.between(Math.max(0, 1 - most), 1 + most, random);
  }
}
