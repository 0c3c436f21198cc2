package dev.counterpoint.datasets.spoken.synthesised;

import java.util.SplittableRandom;

/**
 * How somebody speaks.
 *
 * @param pitch of the voice, in Hz
 * @param formants factor of all resonances: a shorter mouth has higher ones
 * @param pace factor of all durations
 * @param breath noise in the voice, as a share of it
 * @param hiss factor of the noise of consonants
 */
record Voice(double pitch, double formants, double pace, double breath, double hiss) {

  /** Somebody's voice. */
  static Voice random(SplittableRandom random) {
    double pitch = 90 * StrictMath.pow(2, 1.3 * random.nextDouble());
    // High voices have shorter mouths, by and large.
    double size = 0.90 + 0.0012 * (pitch - 90) + 0.12 * random.nextDouble();
    return new Voice(
        pitch,
        size,
        0.75 + 0.4 * random.nextDouble(),
        0.02 + 0.10 * random.nextDouble(),
        0.5 + 1.0 * random.nextDouble());
  }
}
