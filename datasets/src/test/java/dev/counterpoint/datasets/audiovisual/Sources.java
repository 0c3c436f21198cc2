package dev.counterpoint.datasets.audiovisual;

import dev.counterpoint.datasets.audio.Waveform;
import dev.counterpoint.datasets.digits.DigitSets;
import dev.counterpoint.datasets.digits.LabeledImages;
import dev.counterpoint.datasets.spoken.Recording;
import dev.counterpoint.datasets.spoken.SpokenDigits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Pictures and recordings that say what they are: digit and number can be read off each. */
final class Sources {

  private Sources() {}

  /**
   * Pictures of 28 x 28: the left half is all {@code index} plus 1, the right half too, with the
   * digit times ten in the first pixel of each; 12 of each digit for training, 5 for the test,
   * whose numbers begin at 120.
   */
  static DigitSets pictures() {
    return pictures(digit -> true, digit -> true);
  }

  static DigitSets pictures(IntPredicate inTrain, IntPredicate inTest) {
    return new DigitSets(
        images(12, 0, inTrain), images(5, 120, inTest), "numbers", Map.of("file", "abc"));
  }

  private static LabeledImages images(int each, int from, IntPredicate present) {
    int[] digits = IntStream.range(0, 10).filter(present).toArray();
    byte[] pixels = new byte[digits.length * each * 784];
    byte[] labels = new byte[digits.length * each];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) digits[i % digits.length];
      for (int p = 0; p < 784; p++) {
        pixels[i * 784 + p] = (byte) (p == 0 || p == 14 ? 10 * labels[i] : from + i + 1);
      }
    }
    return new LabeledImages("numbers", pixels, 28, 28, labels, 10);
  }

  /**
   * Tones, for each digit of another pitch, for each take of another length; 7 takes for training,
   * 2 for the test.
   */
  static SpokenDigits recordings(IntPredicate inTrain, IntPredicate inTest) {
    List<Recording> train = new ArrayList<>();
    List<Recording> test = new ArrayList<>();
    for (int digit = 0; digit < 10; digit++) {
      for (int take = 0; take < 9; take++) {
        if (take < 2 ? inTest.test(digit) : inTrain.test(digit)) {
          (take < 2 ? test : train).add(tone(digit, take));
        }
      }
    }
    return new SpokenDigits("tones", true, 8_000, train, test, "0123");
  }

  static SpokenDigits recordings() {
    return recordings(digit -> true, digit -> true);
  }

  /** The middle of the band in which a digit's tone lies. */
  static int band(int digit) {
    return 4 + 3 * digit;
  }

  private static Recording tone(int digit, int take) {
    double low = mel(50);
    double width = (mel(4_000) - low) / 33;
    double hertz = 700 * (Math.pow(10, (low + (band(digit) + 1) * width) / 2595) - 1);
    float[] samples = new float[3_000 + 200 * take];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) Math.sin(2 * Math.PI * hertz * i / 8_000) * 0.5f;
    }
    String speaker = take % 2 == 0 ? "anna" : "ben";
    return new Recording(
        "%d_%s_%d".formatted(digit, speaker, take),
        digit,
        speaker,
        take,
        new Waveform(8_000, samples));
  }

  private static double mel(double hertz) {
    return 2595 * Math.log10(1 + hertz / 700);
  }
}
