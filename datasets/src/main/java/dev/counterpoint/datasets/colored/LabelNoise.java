package dev.counterpoint.datasets.colored;

import dev.counterpoint.datasets.random.RandomAddress;
import java.util.SplittableRandom;

/**
 * Replaces a share of the labels by a class drawn at random.
 *
 * @param rate share of labels that are redrawn, in [0, 1]
 * @param redraw what they are drawn from
 */
public record LabelNoise(double rate, Redraw redraw) {

  /** The classes that a redrawn label can take. */
  public enum Redraw {
    /** Any class, the clean one included: at rate 0.1 and ten classes 91 % of labels stay clean. */
    ANY_CLASS,
    /** Any class but the clean one; with two classes this flips the label. */
    OTHER_CLASS
  }

  /** Labels stay as they are. */
  public static final LabelNoise NONE = new LabelNoise(0, Redraw.ANY_CLASS);

  /**
   * Checks the rate.
   *
   * @throws IllegalArgumentException if it is not in [0, 1]
   */
  public LabelNoise {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("label noise rate must be in [0, 1], found " + rate);
    }
  }

  /**
   * Labels with noise; those given are not changed.
   *
   * @param labels {@code (N)} classes in {@code 0 .. classes - 1}
   * @param address where the randomness comes from; example i uses place i below it
   */
  public byte[] apply(byte[] labels, int classes, RandomAddress address) {
    byte[] noisy = labels.clone();
    for (int i = 0; i < noisy.length && rate > 0; i++) {
      SplittableRandom random = address.at(i).stream();
      if (random.nextDouble() < rate) {
        noisy[i] = redrawn(noisy[i], classes, random);
      }
    }
    return noisy;
  }

  private byte redrawn(byte clean, int classes, SplittableRandom random) {
    return switch (redraw) {
      case ANY_CLASS -> (byte) random.nextInt(classes);
      case OTHER_CLASS -> (byte) ((clean + 1 + random.nextInt(classes - 1)) % classes);
    };
  }
}
