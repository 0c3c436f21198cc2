package dev.counterpoint.datasets.colored;

import dev.counterpoint.datasets.digits.DigitSets;
import dev.counterpoint.datasets.digits.LabeledImages;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.List;

/**
 * Ten digits in ten colours: 10 % of the labels redrawn; in training class k has colour k with
 * probability 77.5 %, in the test its partner's colour with the same probability, otherwise another
 * (Huang et al. 2024, section 6). What the paper leaves open is a component.
 *
 * @param noise label noise of both environments
 * @param source which label decides the colour
 * @param placement where the colour sits
 * @param colorRate probability of the favoured colour
 */
public record Huang2024Protocol(
    LabelNoise noise, ColorSource source, ColorPlacement placement, double colorRate) {

  /**
   * The environments of a set of digits: train, test-reversed, test-aligned, test-shuffled.
   *
   * @param root of the run's randomness
   */
  public ColoredEnvironments environments(DigitSets digits, RandomAddress root) {
    RandomAddress address = root.purpose("colored-mnist");
    ColorRule aligned = ColorRule.aligned(colorRate);
    int colors = Palette.TEN.size();
    return new ColoredEnvironments(
        "huang2024",
        colored("train", digits.train(), aligned, address.purpose("train")),
        test("test-reversed", digits, ColorRule.reversed(colorRate), address),
        List.of(
            test("test-shuffled", digits, ColorRule.shuffled(colors), address),
            test("test-aligned", digits, aligned, address)),
        correlation ->
            test(
                "test at correlation " + correlation,
                digits,
                ColorRule.correlated(correlation, colors),
                address));
  }

  private ColoredDigits test(String name, DigitSets digits, ColorRule rule, RandomAddress address) {
    return colored(name, digits.test(), rule, address.purpose("test"));
  }

  private ColoredDigits colored(
      String name, LabeledImages images, ColorRule rule, RandomAddress address) {
    return ColoredDigits.of(name, images, noise, source, rule, Palette.TEN, placement, address);
  }
}
