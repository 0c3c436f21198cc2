package dev.counterpoint.datasets.spoken.synthesised;

/** A filter with two poles, as Klatt 1980 has them: passes what is near one frequency. */
final class Resonator {

  private double gain;
  private double last;
  private double beforeLast;
  private double lastWeight;
  private double beforeLastWeight;

  /**
   * Changes the resonance; what sounds goes on sounding.
   *
   * @param hertz its middle, in Hz
   * @param width where its power has halved, in Hz
   * @param rate samples a second (Hz)
   */
  void tune(double hertz, double width, int rate) {
    double radius = StrictMath.exp(-Math.PI * width / rate);
    lastWeight = 2 * radius * StrictMath.cos(2 * Math.PI * hertz / rate);
    beforeLastWeight = -radius * radius;
    // A constant passes unchanged.
    gain = 1 - lastWeight - beforeLastWeight;
  }

  double next(double sample) {
    double result = gain * sample + lastWeight * last + beforeLastWeight * beforeLast;
    beforeLast = last;
    last = result;
    return result;
  }
}
