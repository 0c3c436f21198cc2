package dev.counterpoint.datasets.colored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.counterpoint.datasets.digits.LabeledImages;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColoredDigitsTest {

  private static final int SIZE = 50_000;
  private static final LabelNoise TENTH = new LabelNoise(0.1, LabelNoise.Redraw.ANY_CLASS);

  /** Four standard errors of a share of that size: a true rate fails once in 16,000 seeds. */
  private static final double TOLERANCE = 4 * 0.5 / Math.sqrt(SIZE);

  private static ColoredDigits colored(LabelNoise noise, ColorSource source, ColorRule rule) {
    return ColoredDigits.of(
        "test",
        blank(SIZE, 10),
        noise,
        source,
        rule,
        Palette.TEN,
        ColorPlacement.DIGIT,
        RandomAddress.seed(3));
  }

  static LabeledImages blank(int size, int classes) {
    byte[] labels = new byte[size];
    for (int i = 0; i < size; i++) {
      labels[i] = (byte) (i % classes);
    }
    return new LabeledImages("blank", new byte[size], 1, 1, labels, classes);
  }

  private static double share(IntPredicate holds) {
    return IntStream.range(0, SIZE).filter(holds).count() / (double) SIZE;
  }

  @Test
  void tenPercentNoiseFromAllClassesLeaves91PercentOfLabelsClean() {
    ColoredDigits digits = colored(TENTH, ColorSource.NOISY_LABEL, ColorRule.aligned(0.775));
    assertThat(share(i -> digits.noisyLabels()[i] == digits.cleanLabels()[i]))
        .isCloseTo(0.91, within(TOLERANCE));
  }

  @Test
  void noiseFromOtherClassesNeverRedrawsTheCleanLabel() {
    LabelNoise all = new LabelNoise(1, LabelNoise.Redraw.OTHER_CLASS);
    ColoredDigits digits = colored(all, ColorSource.NOISY_LABEL, ColorRule.aligned(1));
    assertThat(share(i -> digits.noisyLabels()[i] == digits.cleanLabels()[i])).isZero();
  }

  @Test
  void withTwoClassesNoiseFromTheOtherClassIsAFlip() {
    byte[] flipped =
        new LabelNoise(1, LabelNoise.Redraw.OTHER_CLASS)
            .apply(new byte[] {0, 1, 1}, 2, RandomAddress.seed(1));
    assertThat(flipped).containsExactly(1, 0, 0);
  }

  @Test
  void colourFollowsTheNoisyLabelAtThePapersRate() {
    ColoredDigits digits = colored(TENTH, ColorSource.NOISY_LABEL, ColorRule.aligned(0.775));
    assertThat(share(i -> digits.colors()[i] == digits.noisyLabels()[i]))
        .isCloseTo(0.775, within(TOLERANCE));
  }

  @Test
  void colourOfTheCleanLabelPredictsTheNoisyOneLessWell() {
    ColoredDigits digits = colored(TENTH, ColorSource.CLEAN_LABEL, ColorRule.aligned(0.775));
    assertThat(share(i -> digits.colors()[i] == digits.cleanLabels()[i]))
        .isCloseTo(0.775, within(TOLERANCE));
    // 0.91 of labels are clean; the noisy ones meet the colour by chance: papers.md A.6c.
    assertThat(share(i -> digits.colors()[i] == digits.noisyLabels()[i]))
        .isCloseTo(0.91 * 0.775 + 0.09 * 0.225 / 9, within(TOLERANCE));
  }

  @Test
  void reversedColoursSwapWithinPairs() {
    ColoredDigits digits =
        colored(LabelNoise.NONE, ColorSource.CLEAN_LABEL, ColorRule.reversed(0.775));
    assertThat(share(i -> digits.colors()[i] == (digits.cleanLabels()[i] ^ 1)))
        .isCloseTo(0.775, within(TOLERANCE));
    assertThat(share(i -> digits.colors()[i] == digits.cleanLabels()[i]))
        .isCloseTo(0.225 / 9, within(TOLERANCE));
  }

  @Test
  void shuffledColoursSayNothing() {
    ColoredDigits digits =
        colored(LabelNoise.NONE, ColorSource.CLEAN_LABEL, ColorRule.shuffled(10));
    for (int color = 0; color < 10; color++) {
      int wanted = color;
      assertThat(share(i -> digits.colors()[i] == wanted)).isCloseTo(0.1, within(TOLERANCE));
    }
    assertThat(share(i -> digits.colors()[i] == digits.cleanLabels()[i]))
        .isCloseTo(0.1, within(TOLERANCE));
  }

  @Test
  void thePapersRateIsACorrelationOfThreeQuarters() {
    assertThat(ColorRule.correlated(0.75, 10).rate()).isCloseTo(0.775, within(1e-12));
    assertThat(ColorRule.correlated(-0.75, 10))
        .isEqualTo(new ColorRule(ColorRule.Favored.PARTNER, ColorRule.correlated(0.75, 10).rate()));
    assertThat(ColorRule.correlated(0, 10).rate()).isEqualTo(0.1);
    assertThat(ColorRule.correlated(1, 10)).isEqualTo(ColorRule.aligned(1));
  }

  @Test
  void anExamplesNoiseAndColourDependOnItsIndexAlone() {
    RandomAddress address = RandomAddress.seed(5);
    ColoredDigits many = part(1000, address);
    ColoredDigits few = part(10, address);
    assertThat(few.noisyLabels()).isEqualTo(many.first(10).noisyLabels());
    assertThat(few.colors()).isEqualTo(many.first(10).colors());
  }

  private static ColoredDigits part(int size, RandomAddress address) {
    return ColoredDigits.of(
        "part",
        blank(size, 10),
        TENTH,
        ColorSource.NOISY_LABEL,
        ColorRule.aligned(0.5),
        Palette.TEN,
        ColorPlacement.DIGIT,
        address);
  }

  @Test
  void otherColoursKeepTheNoisyLabels() {
    ColoredDigits aligned = colored(TENTH, ColorSource.NOISY_LABEL, ColorRule.aligned(0.775));
    ColoredDigits reversed = colored(TENTH, ColorSource.NOISY_LABEL, ColorRule.reversed(0.775));
    assertThat(aligned.noisyLabels()).isEqualTo(reversed.noisyLabels());
  }

  @Test
  void ratesOutOfRangeAreErrors() {
    assertThatThrownBy(() -> new LabelNoise(1.5, LabelNoise.Redraw.ANY_CLASS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0, 1]");
    assertThatThrownBy(() -> ColorRule.aligned(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ColorRule.correlated(-1.01, 10))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void moreClassesThanColoursAreAnError() {
    assertThatThrownBy(
            () ->
                ColoredDigits.of(
                    "eleven",
                    blank(11, 11),
                    LabelNoise.NONE,
                    ColorSource.CLEAN_LABEL,
                    ColorRule.aligned(1),
                    Palette.TEN,
                    ColorPlacement.DIGIT,
                    RandomAddress.seed(1)))
        .hasMessageContaining("11 classes")
        .hasMessageContaining("has 10");
  }
}
