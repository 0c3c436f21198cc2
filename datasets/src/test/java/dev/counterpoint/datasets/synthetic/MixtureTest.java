package dev.counterpoint.datasets.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.synthetic.MixtureKind.Carriage;
import dev.counterpoint.datasets.synthetic.MixtureSettings.Nonlinearity;
import dev.counterpoint.datasets.synthetic.MixtureSettings.Signal;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MixtureTest {

  private static final RandomAddress ADDRESS = RandomAddress.seed(7);

  private static MixtureSettings small(MixtureSettings settings) {
    return new MixtureSettings(
        settings.classes(),
        settings.kinds(),
        8,
        12,
        settings.strength(),
        1,
        Signal.ONE_HOT,
        Nonlinearity.NONE,
        1,
        4_000,
        100,
        4_000);
  }

  @Test
  void partsHaveTheSharesOfKindsAndTheShapes() {
    MixtureSettings settings = MixtureSettings.two(0.4, 0.2, 0.1, 0.3).withSizes(1_000, 100, 11);
    Mixture.Generated mixture = Mixture.generate(settings, ADDRESS);

    assertThat(mixture.kinds()).containsExactly("shared", "unique1", "unique2", "synergistic");
    assertThat(counts(mixture.trainKinds())).containsExactly(400, 200, 100, 300);
    assertThat(counts(mixture.validationKinds())).containsExactly(40, 20, 10, 30);
    // 4.4, 2.2, 1.1, 3.3: the largest remainder gets the one that is left.
    assertThat(counts(mixture.testKinds())).containsExactly(5, 2, 1, 3);
    assertThat(mixture.data().modalities())
        .extracting(modality -> modality.name() + modality.shape())
        .containsExactly("x1[200]", "x2[200]");
    assertThat(mixture.data().classes()).hasSize(5);
    assertThat(mixture.data().train().size()).isEqualTo(1_000);
    // Kinds and labels are independent, labels uniform: 5 counts of 200 with deviation 12.6.
    int[] labels = new int[5];
    Arrays.stream(mixture.data().train().labels()).forEach(label -> labels[label]++);
    assertThat(Arrays.stream(labels)).allMatch(count -> Math.abs(count - 200) < 60);
  }

  @Test
  void modalityThatCarriesNothingIsAtChance() {
    Mixture.Generated mixture = Mixture.generate(small(MixtureSettings.two(0, 1, 0, 0)), ADDRESS);
    MultimodalPart train = mixture.data().train();
    MultimodalPart test = mixture.data().test();

    // Four standard errors of a coin with chance 0.2 over 4,000 throws are 0.025.
    assertThat(LinearProbe.accuracy(train, test, 5, "x2")).isCloseTo(0.2, within(0.025));
    // The best there is, by the integral below, is 0.991.
    assertThat(LinearProbe.accuracy(train, test, 5, "x1")).isGreaterThan(0.97);
  }

  @Test
  void eachModalityOfSynergyIsAtChance() {
    Mixture.Generated mixture = Mixture.generate(small(MixtureSettings.two(0, 0, 0, 1)), ADDRESS);
    MultimodalPart train = mixture.data().train();
    MultimodalPart test = mixture.data().test();

    assertThat(LinearProbe.accuracy(train, test, 5, "x1")).isCloseTo(0.2, within(0.025));
    assertThat(LinearProbe.accuracy(train, test, 5, "x2")).isCloseTo(0.2, within(0.025));
  }

  @Test
  void sumOfWhatIsShownIsTheLabelOfSynergy() {
    MixtureSettings strong =
        small(MixtureSettings.three(0, 0, 0, 0, 1)).withStrength(100.0, 100.0, 100.0);
    LatentMixture latent = new LatentMixture(strong);
    for (int i = 0; i < 200; i++) {
      LatentMixture.Example example = latent.draw(4, ADDRESS.at(i).stream());
      int sum = Arrays.stream(example.latents()).mapToInt(MixtureTest::largest).sum();
      assertThat(example.label()).isEqualTo(sum % 5);
      // Two of three still say nothing.
      double[] two = latent.posterior(example.latents(), new boolean[] {true, true, false});
      assertThat(two).containsOnly(new double[] {0.2}, within(1e-9));
      double[] all = latent.posterior(example.latents(), new boolean[] {true, true, true});
      assertThat(all[example.label()]).isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void bestAccuracyOfOneCarrierIsTheIntegral() {
    MixtureSettings settings = small(MixtureSettings.two(0, 1, 0, 0)).withStrength(2.0, 2.0);
    BestAccuracy carrier = BestAccuracy.of(settings, List.of(0), 40_000, ADDRESS);

    // All but the class's own number are below it: the integral of phi(z - 2) Phi(z)^4.
    double expected = 0;
    for (double z = -8; z < 12; z += 1e-3) {
      double density = Math.exp(-(z - 2) * (z - 2) / 2) / Math.sqrt(2 * Math.PI);
      expected += 1e-3 * density * Math.pow(normal(z), 4);
    }
    assertThat(carrier.accuracy()).isCloseTo(expected, within(5 * carrier.standardError()));
    assertThat(carrier.standardError()).isLessThan(0.002);
    assertThat(carrier.byKind().get("unique1")).isCloseTo(expected, within(0.015));
    assertThat(BestAccuracy.of(settings, List.of(1), 100, ADDRESS).accuracy())
        .isCloseTo(0.2, within(1e-9));
  }

  @Test
  void bestAccuracyOfAScalarSignalIsThatOfPointsOnALine() {
    MixtureSettings base = MixtureSettings.two(0, 1, 0, 0);
    MixtureSettings settings =
        new MixtureSettings(
            5,
            base.kinds(),
            4,
            4,
            List.of(1.0, 1.0),
            1,
            Signal.SCALAR,
            Nonlinearity.NONE,
            1,
            1,
            1,
            1);
    BestAccuracy best = BestAccuracy.of(settings, List.of(0, 1), 40_000, ADDRESS);

    // Neighbours are 2 apart along (1, 1, 1, 1) / 2; three classes have two of them, two have one.
    double expected = 1 - 2 * 4 / 5.0 * normal(-1);
    assertThat(best.accuracy()).isCloseTo(expected, within(5 * best.standardError()));
  }

  @Test
  void everySubsetHasItsBest() {
    List<BestAccuracy> all =
        BestAccuracy.ofAllSubsets(MixtureSettings.three(0.2, 0.2, 0.2, 0.2, 0.2), 4_000, ADDRESS);

    assertThat(all).extracting(BestAccuracy::modalities).hasSize(7).contains(List.of(0, 2));
    // One modality: shared and its own, and chance for the other three fifths.
    assertThat(all.get(0).accuracy()).isBetween(0.45, 0.52);
    assertThat(all.get(6).accuracy()).isGreaterThan(0.9);
    assertThat(all.get(3).byKind().get("synergistic")).isBetween(0.1, 0.3);
  }

  @Test
  void equalSeedsGiveEqualDataAndOthersOther() {
    MixtureSettings settings = MixtureSettings.two(0.4, 0.2, 0.2, 0.2).withSizes(50, 20, 20);
    Mixture.Generated one = Mixture.generate(settings, ADDRESS);
    Mixture.Generated same = Mixture.generate(settings, RandomAddress.seed(7));
    Mixture.Generated other = Mixture.generate(settings, RandomAddress.seed(8));

    assertThat(values(one.data().test(), "x1")).isEqualTo(values(same.data().test(), "x1"));
    assertThat(one.data().fingerprints()).isEqualTo(same.data().fingerprints());
    assertThat(values(one.data().test(), "x1")).isNotEqualTo(values(other.data().test(), "x1"));
    assertThat(one.data().fingerprints()).isNotEqualTo(other.data().fingerprints());
    assertThat(values(one.data().train().first(20), "x1"))
        .isNotEqualTo(values(one.data().test(), "x1"));
  }

  @Test
  void moreExamplesLeaveTheFirstAsTheyAre() {
    MixtureSettings settings = MixtureSettings.two(1, 0, 0, 0);
    Mixture.Generated few = Mixture.generate(settings.withSizes(10, 1, 1), ADDRESS);
    Mixture.Generated many = Mixture.generate(settings.withSizes(30, 1, 1), ADDRESS);

    assertThat(values(many.data().train().first(10), "x2"))
        .isEqualTo(values(few.data().train(), "x2"));
  }

  @Test
  void tanhIsBetweenMinusOneAndOne() {
    MixtureSettings base = MixtureSettings.two(1, 0, 0, 0);
    MixtureSettings settings =
        new MixtureSettings(
            5,
            base.kinds(),
            8,
            12,
            base.strength(),
            1,
            Signal.ONE_HOT,
            Nonlinearity.TANH,
            1,
            50,
            1,
            1);
    FloatBuffer values = values(Mixture.generate(settings, ADDRESS).data().train(), "x1");
    while (values.hasRemaining()) {
      assertThat(values.get()).isBetween(-1f, 1f);
    }
  }

  @Test
  void settingsOutOfRangeAreNamed() {
    assertThatThrownBy(() -> MixtureSettings.two(0.5, 0.2, 0.2, 0.2))
        .hasMessageContaining("shares of the kinds must sum to 1");
    assertThatThrownBy(() -> MixtureSettings.two(-0.5, 0.5, 0.5, 0.5))
        .hasMessageContaining("kind 'shared': share must be 0 to 1, not -0.5");
    assertThatThrownBy(() -> MixtureSettings.two(1, 0, 0, 0).withSizes(1, 0, 1))
        .hasMessageContaining("must be at least 1, not [1, 0, 1]");
    assertThatThrownBy(() -> MixtureSettings.two(1, 0, 0, 0).withStrength(1.0))
        .hasMessageContaining("strength must have 2 to 8");
    assertThatThrownBy(() -> MixtureSettings.three(1, 0, 0, 0, 0).withStrength(1.0, 1.0))
        .hasMessageContaining("kinds must be of the 2 modalities");
    assertThatThrownBy(() -> new MixtureKind("k", List.of(0), Carriage.TOGETHER, 1))
        .hasMessageContaining("at least 2 modalities");
    assertThatThrownBy(() -> new MixtureKind("k", List.of(1, 1), Carriage.EACH, 1))
        .hasMessageContaining("must be from 0 and rise");
  }

  private static int[] counts(int[] kinds) {
    int[] counts = new int[4];
    Arrays.stream(kinds).forEach(kind -> counts[kind]++);
    return counts;
  }

  private static FloatBuffer values(MultimodalPart part, String modality) {
    return part.array(modality)
        .data()
        .duplicate()
        .rewind()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer();
  }

  private static int largest(double[] values) {
    int largest = 0;
    for (int i = 0; i < values.length; i++) {
      largest = values[i] > values[largest] ? i : largest;
    }
    return largest;
  }

  /** The normal distribution function. */
  private static double normal(double z) {
    // Abramowitz and Stegun 26.2.17, to 7.5e-8.
    double t = 1 / (1 + 0.2316419 * Math.abs(z));
    double tail =
        Math.exp(-z * z / 2)
            / Math.sqrt(2 * Math.PI)
            * t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return z > 0 ? 1 - tail : tail;
  }
}
