package dev.counterpoint.datasets.picture.prepare;

/** How pixels between pixels are found; the kernels that Pillow has under these names. */
public enum Interpolation {
  /** The pixel whose area holds the centre; nothing is averaged, also when shrinking. */
  NEAREST(0) {
    @Override
    double weight(double distance) {
      throw new UnsupportedOperationException("nearest has no kernel");
    }
  },
  /** A triangle of one pixel to each side. */
  BILINEAR(1) {
    @Override
    double weight(double distance) {
      return Math.max(0, 1 - Math.abs(distance));
    }
  },
  /** Keys' cubic with a = -1/2, of two pixels to each side (Keys 1981, eq. 15). */
  BICUBIC(2) {
    @Override
    double weight(double distance) {
      double x = Math.abs(distance);
      if (x < 1) {
        return (1.5 * x - 2.5) * x * x + 1;
      }
      return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
    }
  };

  private final double support;

  Interpolation(double support) {
    this.support = support;
  }

  /** Pixels to each side that take part when nothing shrinks. */
  double support() {
    return support;
  }

  /** Weight of a pixel, not normalized. */
  abstract double weight(double distance);
}
