package dev.counterpoint.datasets.colored;

import dev.counterpoint.datasets.digits.DigitSets;
import dev.counterpoint.datasets.digits.LabeledImages;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The binary ColoredMNIST: is the digit below five? A quarter of the labels is flipped, and the
 * colour, one of two channels, differs from the noisy label with a probability that changes from
 * environment to environment.
 */
public final class BinaryProtocol {

  /** Probability that colour and noisy label differ, environment by environment. */
  public static final List<Double> COLOR_FLIPS = List.of(0.1, 0.2, 0.9);

  private static final LabelNoise NOISE = new LabelNoise(0.25, LabelNoise.Redraw.OTHER_CLASS);
  private static final int IRM_TRAINING_EXAMPLES = 50_000;

  private BinaryProtocol() {}

  /**
   * Arjovsky et al. 2019, "Invariant Risk Minimization", section 5: 14x14 pictures; the first
   * 50,000 training digits, shuffled, in two environments with flips 0.2 and 0.1; the rest is the
   * test with 0.9.
   *
   * @param root of the run's randomness
   */
  public static ColoredEnvironments irm(DigitSets digits, RandomAddress root) {
    RandomAddress address = root.purpose("irm-colored-mnist");
    LabeledImages all = binary(digits.train()).everySecondPixel();
    int split = Math.min(IRM_TRAINING_EXAMPLES, all.size() * 5 / 6);
    LabeledImages training = all.slice(0, split).select(address.permutation(split));
    LabeledImages held = all.slice(split, all.size());
    ColoredDigits first = colored("e=0.2", every(training, 2, 0), 0.2, address.purpose("train-0"));
    ColoredDigits second = colored("e=0.1", every(training, 2, 1), 0.1, address.purpose("train-1"));
    return environments("irm", List.of(first, second), held, 0.9, address);
  }

  /**
   * Gulrajani and Lopez-Paz 2021, "In Search of Lost Domain Generalization": 28x28 pictures; all
   * digits shuffled and dealt out to three environments with flips 0.1, 0.2, 0.9 (written +90 %,
   * +80 %, -90 %); trained on two, tested on the third.
   *
   * @param heldOut index of the test environment, 0 to 2
   * @param root of the run's randomness
   */
  public static ColoredEnvironments domainBed(DigitSets digits, int heldOut, RandomAddress root) {
    RandomAddress address = root.purpose("domainbed-colored-mnist");
    LabeledImages all = binary(digits.train().join(digits.test()));
    LabeledImages shuffled = all.select(address.permutation(all.size()));
    List<ColoredDigits> training = new ArrayList<>();
    for (int e = 0; e < COLOR_FLIPS.size(); e++) {
      if (e != heldOut) {
        double flip = COLOR_FLIPS.get(e);
        training.add(
            colored("e=" + flip, every(shuffled, 3, e), flip, address.purpose("train-" + e)));
      }
    }
    LabeledImages held = every(shuffled, 3, heldOut);
    return environments("domainbed", training, held, COLOR_FLIPS.get(heldOut), address);
  }

  private static ColoredEnvironments environments(
      String protocol,
      List<ColoredDigits> training,
      LabeledImages held,
      double flip,
      RandomAddress root) {
    RandomAddress address = root.purpose("test");
    return new ColoredEnvironments(
        protocol,
        ColoredDigits.pooled("train", training),
        colored("test e=" + flip, held, flip, address),
        List.of(colored("test e=0.5", held, 0.5, address)),
        correlation -> colored("test at " + correlation, held, (1 - correlation) / 2, address));
  }

  private static ColoredDigits colored(
      String name, LabeledImages images, double flip, RandomAddress address) {
    return ColoredDigits.of(
        name,
        images,
        NOISE,
        ColorSource.NOISY_LABEL,
        ColorRule.aligned(1 - flip),
        Palette.TWO_CHANNELS,
        ColorPlacement.DIGIT,
        address);
  }

  /** Class 1 is a digit below five, as in the authors' code. */
  private static LabeledImages binary(LabeledImages digits) {
    byte[] labels = digits.labels().clone();
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (labels[i] < 5 ? 1 : 0);
    }
    return new LabeledImages(
        digits.source(), digits.pixels(), digits.height(), digits.width(), labels, 2);
  }

  private static LabeledImages every(LabeledImages images, int step, int offset) {
    int[] chosen = new int[(images.size() - offset + step - 1) / step];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = offset + i * step;
    }
    return images.select(chosen);
  }
}
