package dev.counterpoint.datasets.corruption;

import java.util.Locale;

/**
 * Ways to make a picture worse, each at five strengths.
 *
 * <p>All but {@link #OCCLUSION} are of Hendrycks and Dietterich 2019 (section 4.1 and figure 1);
 * their weather and their motion, zoom and glass blurs are not here. The strengths are those of the
 * authors' Tiny ImageNet-C, for pictures of 64 x 64 pixels. A corruption whose effect depends on
 * the size of a pixel is scaled with {@code s}, the shorter side over 64:
 *
 * <ul>
 *   <li>blur radii, JPEG's quantization steps and what pixelation exceeds a pixel by, with {@code
 *       s};
 *   <li>the deviation of noise and the share of impulses with the root of {@code s}, the number of
 *       photons with {@code 1 / s}, since the eye and a network average over more pixels;
 *   <li>contrast, brightness and the occluded area not at all.
 * </ul>
 *
 * <p>The authors chose other strengths for 224 pixels (ImageNet-C) and 32 (CIFAR-10-C). What is
 * scaled here comes to 0.58 to 1.75 times theirs at 224, most within a quarter, and to 0.6 to 1.5
 * times at 32; their contrast and brightness are milder at 32. Kernels, edges and rounding differ
 * as well. Scores on our pictures are comparable among themselves, not with published tables.
 *
 * <pre>{@code
 * Distortion blur = Corruption.GAUSSIAN_BLUR.of(3, 64, 64);
 * Picture worse = blur.apply(picture, root.purpose("corruption").at(example));
 * }</pre>
 */
public enum Corruption {
  /** Normal noise on each sample; strength is its deviation, of a range of 1. */
  GAUSSIAN_NOISE(0.04, 0.08, 0.12, 0.15, 0.18) {
    @Override
    PixelChange change(double strength, int width, int height) {
      return new GaussianNoise(strength * Math.sqrt(scale(width, height)));
    }
  },
  /** Poisson noise on each sample; strength is the number of photons of the brightest. */
  SHOT_NOISE(250, 100, 50, 30, 15) {
    @Override
    PixelChange change(double strength, int width, int height) {
      return new ShotNoise(strength / scale(width, height));
    }
  },
  /** Samples that are black or white, half of each; strength is their share. */
  IMPULSE_NOISE(0.01, 0.02, 0.05, 0.08, 0.14) {
    @Override
    PixelChange change(double strength, int width, int height) {
      return new ImpulseNoise(Math.min(1, strength * Math.sqrt(scale(width, height))));
    }
  },
  /** Convolution with a bell; strength is its deviation in pixels. */
  GAUSSIAN_BLUR(0.5, 0.75, 1, 1.25, 1.5) {
    @Override
    PixelChange change(double strength, int width, int height) {
      return Blur.gaussian(strength * scale(width, height), width, height);
    }
  },
  /** Convolution with a disc, as of a lens out of focus; strength is its radius in pixels. */
  DEFOCUS_BLUR(0.5, 1, 1.5, 2.5, 3) {
    @Override
    PixelChange change(double strength, int width, int height) {
      return Blur.disc(strength * scale(width, height), width, height);
    }
  },
  /** Samples closer to the mean of their channel; strength is what is left of the distance. */
  CONTRAST(0.4, 0.3, 0.2, 0.1, 0.05) {
    @Override
    PixelChange change(double strength, int width, int height) {
      return new Contrast(strength);
    }
  },
  /** The value of HSV raised, hue and saturation kept; strength is by how much, of 1. */
  BRIGHTNESS(0.1, 0.2, 0.3, 0.4, 0.5) {
    @Override
    PixelChange change(double strength, int width, int height) {
      return new Brightness(strength);
    }
  },
  /** Compressed as JPEG and read again; strength is the quality after libjpeg's scale, 1 to 100. */
  JPEG(65, 58, 50, 40, 25) {
    @Override
    PixelChange change(double strength, int width, int height) {
      return JpegCompression.of(strength, scale(width, height), width, height);
    }
  },
  /** Shrunk by averaging and enlarged by repeating; strength is the share of the side. */
  PIXELATION(0.9, 0.8, 0.7, 0.6, 0.5) {
    @Override
    PixelChange change(double strength, int width, int height) {
      return new Pixelation(1 + (1 / strength - 1) * scale(width, height), width, height);
    }
  },
  /**
   * A grey rectangle at a random place; strength is its share of the area, its sides differ by a
   * factor of 2 at most. Random erasing of Zhong et al. 2020 with one grey and fixed shares.
   */
  OCCLUSION(0.05, 0.1, 0.2, 0.3, 0.4) {
    @Override
    PixelChange change(double strength, int width, int height) {
      return new Occlusion(strength, width, height);
    }
  };

  /** How many strengths there are; the weakest is 1. */
  public static final int STRENGTHS = 5;

  private static final double REFERENCE_SIDE = 64;

  private final double[] strengths;

  Corruption(double... strengths) {
    this.strengths = strengths;
  }

  /** The name in reports: {@code gaussian-noise}. */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The corruption for pictures of one size, with its tables computed; to be kept and used for
   * many.
   *
   * @param strength 1 to 5
   * @param width columns, as the model sees them
   * @param height rows
   * @throws IllegalArgumentException if the strength is none of these or a side is below 1
   */
  public Distortion of(int strength, int width, int height) {
    if (strength < 1 || strength > STRENGTHS) {
      throw new IllegalArgumentException(
          "expected a strength of 1 to %d for %s, found %d"
              .formatted(STRENGTHS, title(), strength));
    }
    if (Math.min(width, height) < 1) {
      throw new IllegalArgumentException(
          "expected sides of 1 and up, found %d x %d".formatted(width, height));
    }
    return new Distortion(
        this, strength, width, height, change(strengths[strength - 1], width, height));
  }

  abstract PixelChange change(double strength, int width, int height);

  static double scale(int width, int height) {
    return Math.min(width, height) / REFERENCE_SIDE;
  }
}
