package dev.counterpoint.inference.search.exact;

/**
 * Unit vectors as whole numbers of 16 bits, for a first look at every vector of an index: half the
 * memory of floats, and the one product and sum of Java that the compiler turns into the
 * processor's instruction for pairs.
 *
 * <p>No number of a unit vector is over one, so that {@code round(x * 32767)} fits. By the
 * inequality of Cauchy and Schwarz the product of two such vectors, and of any part of them, is
 * below {@code 2^31}, and it differs from the product of the vectors by at most {@link #bound}.
 */
final class FixedPoint {

  private static final int SCALE = 32_767;

  /** What float32 adds: rows have length one up to {@code 1e-6}. */
  private static final double ROUNDING = 1e-5;

  private FixedPoint() {}

  static short of(float value) {
    return (short) Math.max(-SCALE, Math.min(SCALE, Math.round(value * SCALE)));
  }

  /**
   * How far a product of whole numbers may be from that of the vectors, in units of the product of
   * whole numbers: with {@code e = sqrt(width) / 2 / 32767}, the length that rounding can change a
   * vector by, it is {@code |q||x - x'| + |q - q'||x'| <= e + e (1 + e)}.
   */
  static int bound(int width) {
    double e = 0.5 * Math.sqrt(width) / SCALE;
    return (int) Math.ceil((e + e * (1 + e) + ROUNDING) * SCALE * SCALE);
  }
}
