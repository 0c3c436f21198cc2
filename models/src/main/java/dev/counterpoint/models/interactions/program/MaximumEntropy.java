package dev.counterpoint.models.interactions.program;

/**
 * The largest entropy that distributions with given margins have, between two numbers that are both
 * proved: one distribution reaches the lower, none exceeds the upper.
 *
 * @param distribution one that reaches {@code reached}, {@code (A, B, T)}
 * @param reached its entropy, bits
 * @param bound what no distribution with these margins exceeds, bits, from the dual program
 * @param iterations how many it took
 */
public record MaximumEntropy(
    double[][][] distribution, double reached, double bound, int iterations) {

  /** The duality gap: how far {@code reached} is from the optimum at most, bits. */
  public double gap() {
    return bound - reached;
  }
}
