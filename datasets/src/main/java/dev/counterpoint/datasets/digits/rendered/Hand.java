package dev.counterpoint.datasets.digits.rendered;

/**
 * How one image is written: everything that turns a skeleton into somebody's digit. Lengths are in
 * heights of the digit unless said otherwise.
 *
 * @param haste 1 for an ordinary hand; scales what makes a digit hard to read
 * @param jitter standard deviation of each knot's place
 * @param drift standard deviation of a whole stroke's place
 * @param warp amplitude of the smooth elastic warp
 * @param waist moves the middle up (negative) or down
 * @param taper widens the bottom against the top
 * @param aspect factor of the width
 * @param slant shear to the right
 * @param rotation in radians
 * @param size longer side of the digit with its ink, in pixels
 * @param radius half the width of the stroke, in pixels
 * @param pressure relative change of the radius along a stroke
 * @param ink strength of the ink, at most 1
 * @param softness width of the stroke's edge, in pixels
 */
record Hand(
    double haste,
    double jitter,
    double drift,
    double warp,
    double waist,
    double taper,
    double aspect,
    double slant,
    double rotation,
    double size,
    double radius,
    double pressure,
    double ink,
    double softness) {

  /** Somebody's hand: most are tidy, a few are in a great hurry. */
  static Hand random(Noise noise) {
    double haste = 0.6 - 0.22 * StrictMath.log(1 - 0.96 * noise.uniform());
    return new Hand(
        haste,
        0.028 * haste,
        0.018 * haste,
        0.034 * haste,
        0.08 * haste * noise.bell(),
        0.2 * noise.bell(),
        noise.factor(0.25),
        0.10 + 0.29 * noise.bell(),
        0.14 * noise.bell(),
        noise.uniform(17.5, 20.5),
        Math.max(0.6, Math.min(2.1, 1.25 * noise.factor(0.32))),
        noise.uniform(0.0, 0.28),
        noise.uniform(0.85, 1.08),
        noise.uniform(0.9, 1.5));
  }
}
