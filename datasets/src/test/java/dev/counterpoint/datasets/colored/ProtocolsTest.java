package dev.counterpoint.datasets.colored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.counterpoint.datasets.digits.DigitSets;
import dev.counterpoint.datasets.digits.LabeledImages;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProtocolsTest {

  private static final RandomAddress ROOT = RandomAddress.seed(11);

  /** Pictures whose first pixel is their index, so that they can be told apart. */
  private static LabeledImages images(String source, int size, int offset) {
    byte[] pixels = new byte[size * 16];
    byte[] labels = new byte[size];
    for (int i = 0; i < size; i++) {
      pixels[i * 16] = (byte) (i + offset);
      labels[i] = (byte) (i % 10);
    }
    return new LabeledImages(source, pixels, 4, 4, labels, 10);
  }

  private static DigitSets digits(int train, int test) {
    return new DigitSets(images("train", train, 0), images("test", test, 100), "made", Map.of());
  }

  private static double colorMatches(ColoredDigits digits) {
    int same = 0;
    for (int i = 0; i < digits.size(); i++) {
      same += digits.colors()[i] == digits.noisyLabels()[i] ? 1 : 0;
    }
    return same / (double) digits.size();
  }

  @Test
  void huang2024TrainsAlignedAndTestsReversed() {
    ColoredEnvironments all =
        new Huang2024Protocol(
                new LabelNoise(0.1, LabelNoise.Redraw.ANY_CLASS),
                ColorSource.NOISY_LABEL,
                ColorPlacement.BACKGROUND,
                0.775)
            .environments(digits(20_000, 20_000), ROOT);
    assertThat(colorMatches(all.train())).isCloseTo(0.775, within(0.015));
    assertThat(colorMatches(all.test())).isCloseTo(0.025, within(0.005));
    assertThat(all.others())
        .extracting(ColoredDigits::name)
        .containsExactly("test-shuffled", "test-aligned");
    assertThat(colorMatches(all.others().get(0))).isCloseTo(0.1, within(0.01));
    assertThat(all.train().classes()).isEqualTo(10);
  }

  @Test
  void theShiftCurvePassesThroughThePapersTest() {
    ColoredEnvironments all =
        new Huang2024Protocol(LabelNoise.NONE, ColorSource.NOISY_LABEL, ColorPlacement.DIGIT, 0.775)
            .environments(digits(10, 500), ROOT);
    ColoredDigits shifted = all.shifted().apply(-0.75);
    assertThat(shifted.colors()).isEqualTo(all.test().colors());
    assertThat(shifted.noisyLabels()).isEqualTo(all.test().noisyLabels());
  }

  @Test
  void irmHasTwoTrainingEnvironmentsAndAReversedTestOfEverySecondPixel() {
    ColoredEnvironments all = BinaryProtocol.irm(digits(60_000, 10), ROOT);
    assertThat(all.train().size()).isEqualTo(50_000);
    assertThat(all.test().size()).isEqualTo(10_000);
    assertThat(all.train().images().height()).isEqualTo(2);
    assertThat(all.train().classes()).isEqualTo(2);
    assertThat(colorMatches(all.train())).isCloseTo(0.85, within(0.01));
    assertThat(colorMatches(all.test())).isCloseTo(0.1, within(0.015));
  }

  @Test
  void aQuarterOfTheBinaryLabelsIsFlipped() {
    ColoredDigits train = BinaryProtocol.irm(digits(60_000, 10), ROOT).train();
    int clean = 0;
    for (int i = 0; i < train.size(); i++) {
      clean += train.noisyLabels()[i] == train.cleanLabels()[i] ? 1 : 0;
    }
    assertThat(clean / (double) train.size()).isCloseTo(0.75, within(0.01));
  }

  @Test
  void domainBedDealsAllDigitsOutToThreeEnvironments() {
    for (int held = 0; held < 3; held++) {
      ColoredEnvironments all = BinaryProtocol.domainBed(digits(20_000, 10_000), held, ROOT);
      assertThat(all.train().size()).isEqualTo(20_000);
      assertThat(all.test().size()).isEqualTo(10_000);
      assertThat(colorMatches(all.test()))
          .isCloseTo(1 - BinaryProtocol.COLOR_FLIPS.get(held), within(0.02));
    }
  }

  @Test
  void binaryClassOneIsADigitBelowFive() {
    ColoredEnvironments all = BinaryProtocol.domainBed(digits(120, 30), 0, ROOT);
    ColoredDigits test = all.test();
    for (int i = 0; i < test.size(); i++) {
      int digit = (test.images().pixels()[i * 16] & 0xFF) % 10;
      assertThat(test.cleanLabels()[i]).isEqualTo((byte) (digit < 5 ? 1 : 0));
    }
  }
}
