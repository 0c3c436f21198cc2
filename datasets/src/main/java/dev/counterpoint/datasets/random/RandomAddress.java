package dev.counterpoint.datasets.random;

import java.util.SplittableRandom;

/**
 * Randomness that is addressed, not consumed: a stream follows from where it is used (seed,
 * purpose, epoch, index), never from what was drawn before.
 *
 * <p>So the order of evaluation, the number of threads and a stop in the middle of a run change
 * nothing. Two different addresses give streams that are independent for all practical purposes;
 * the same address gives the same stream on every machine.
 *
 * <pre>{@code
 * SplittableRandom shuffle = RandomAddress.seed(7).purpose("shuffle").at(epoch).stream();
 * }</pre>
 */
public final class RandomAddress {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private final long state;

  private RandomAddress(long state) {
    this.state = state;
  }

  /** The root of all randomness of one run. */
  public static RandomAddress seed(long seed) {
    return new RandomAddress(mix(seed + GOLDEN_GAMMA));
  }

  /** The part of the randomness that serves one purpose, such as {@code "label-noise"}. */
  public RandomAddress purpose(String purpose) {
    // FNV-1a over the characters: String.hashCode has only 32 bits and collides for short words.
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < purpose.length(); i++) {
      hash = (hash ^ purpose.charAt(i)) * 0x100000001B3L;
    }
    return at(hash);
  }

  /** A place below this one: an epoch, a step, the index of an example. */
  public RandomAddress at(long place) {
    return new RandomAddress(mix(state * 31 + mix(place + GOLDEN_GAMMA)));
  }

  /** A new stream that starts here; equal addresses give equal streams. */
  public SplittableRandom stream() {
    return new SplittableRandom(state);
  }

  /** A seed derived from this address, for code that wants a number. */
  public long value() {
    return state;
  }

  /** A uniformly random permutation of {@code 0 .. size - 1} (Fisher-Yates). */
  public int[] permutation(int size) {
    SplittableRandom random = stream();
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** The finaliser of MurmurHash3 in Stafford's variant 13, as in SplitMix64. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
