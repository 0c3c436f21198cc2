package dev.counterpoint.datasets.audiovisual;

import dev.counterpoint.datasets.digits.DigitSets;
import dev.counterpoint.datasets.digits.FoundDigits;
import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.spoken.FoundSpoken;
import dev.counterpoint.datasets.spoken.SpokenDigits;

/** Pictures of digits paired with spoken digits of the same class. */
public final class AudioVisualDigits {

  /** Spectrograms, {@code (N, 1, 32, 40)} float32, mels by frames. */
  public static final String AUDIO = "audio";

  /** Left halves of pictures, {@code (N, 1, 28, 14)} in [0, 1]. */
  public static final String LEFT = "left";

  /** Right halves of pictures, {@code (N, 1, 28, 14)} in [0, 1]. */
  public static final String RIGHT = "right";

  private AudioVisualDigits() {}

  /** Pairs what was found, and explains it. */
  public static MultimodalData load(
      FoundDigits digits, FoundSpoken spoken, AudioVisualSettings settings, RandomAddress address) {
    throw new UnsupportedOperationException(digits + "" + spoken + settings + address);
  }

  /** Pairs pictures and recordings. */
  public static MultimodalData load(
      DigitSets digits, SpokenDigits spoken, AudioVisualSettings settings, RandomAddress address) {
    throw new UnsupportedOperationException(digits + "" + spoken + settings + address);
  }
}
