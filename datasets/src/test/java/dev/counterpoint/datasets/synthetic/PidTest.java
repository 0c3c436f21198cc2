package dev.counterpoint.datasets.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.counterpoint.datasets.multimodal.ModalityArray;
import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.datasets.random.RandomAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PidTest {

  private static final RandomAddress ADDRESS = RandomAddress.seed(3);

  private static MultimodalData generate(PidSettings settings) {
    return Pid.generate(settings.withSize(6_000), ADDRESS);
  }

  private static double probe(MultimodalData data, String... modalities) {
    return LinearProbe.accuracy(data.train(), data.test(), data.classes().size(), modalities);
  }

  @Test
  void partsAreStratifiedAndShaped() {
    MultimodalData data =
        Pid.generate(PidSettings.redundancy().withClasses(4).withSize(2_000), ADDRESS);

    assertThat(data.modalities())
        .extracting(modality -> modality.name() + modality.shape())
        .containsExactly("x0[64]", "x1[64]");
    // 500 of each class: 350, 75, 75.
    assertThat(counts(data.train(), 4)).containsOnly(350);
    assertThat(counts(data.validation(), 4)).containsOnly(75);
    assertThat(counts(data.test(), 4)).containsOnly(75);
  }

  @Test
  void noExampleIsInTwoParts() {
    MultimodalData data = Pid.generate(PidSettings.redundancy().withSize(1_000), ADDRESS);
    Set<ByteBuffer> seen = new HashSet<>();
    for (MultimodalPart part : List.of(data.train(), data.validation(), data.test())) {
      ModalityArray array = part.array("x0");
      for (int i = 0; i < part.size(); i++) {
        assertThat(seen.add(array.rows(new int[] {i}).data())).isTrue();
      }
    }
    assertThat(seen).hasSize(1_000);
  }

  @Test
  void redundantLabelIsInBoth() {
    MultimodalData data = generate(PidSettings.redundancy());

    assertThat(probe(data, "x0")).isGreaterThan(0.75);
    assertThat(probe(data, "x1")).isGreaterThan(0.75);
  }

  @Test
  void uniqueLabelIsInOne() {
    MultimodalData first = generate(PidSettings.uniqueness0());
    MultimodalData second = generate(PidSettings.uniqueness1());

    // 900 throws of a fair coin: four standard errors are 0.067.
    assertThat(probe(first, "x1")).isCloseTo(0.5, within(0.067));
    assertThat(probe(second, "x0")).isCloseTo(0.5, within(0.067));
    assertThat(probe(first, "x0")).isGreaterThan(0.75);
    assertThat(probe(second, "x1")).isGreaterThan(0.75);
  }

  @Test
  void synergyIsPartlyInEachAndWhollyInBoth() {
    MultimodalData data = generate(PidSettings.synergy());

    assertThat(probe(data, "x0")).isBetween(0.6, 0.78);
    assertThat(probe(data, "x0", "x1")).isGreaterThan(0.78);
  }

  @Test
  void withoutDropoutALinearModelFindsTheLabel() {
    PidSettings base = PidSettings.redundancy();
    PidSettings whole = new PidSettings(2, base.label(), 5, 32, 1.5, 0, 1, 6_000, 0.15, 0.15);

    assertThat(probe(Pid.generate(whole, ADDRESS), "x0")).isGreaterThan(0.97);
  }

  @Test
  void equalSeedsGiveEqualData() {
    PidSettings settings = PidSettings.synergy().withSize(200);
    MultimodalData one = Pid.generate(settings, ADDRESS);
    MultimodalData same = Pid.generate(settings, RandomAddress.seed(3));
    MultimodalData other = Pid.generate(settings, RandomAddress.seed(4));

    assertThat(one.test().array("x1").data()).isEqualTo(same.test().array("x1").data());
    assertThat(one.test().labels()).isEqualTo(same.test().labels());
    assertThat(one.test().array("x1").data()).isNotEqualTo(other.test().array("x1").data());
  }

  @Test
  void settingsOutOfRangeAreNamed() {
    assertThatThrownBy(() -> PidSettings.of(new PidSettings.Label(6, 0, 0)))
        .hasMessageContaining("at most its 5 latent numbers");
    assertThatThrownBy(() -> new PidSettings.Label(0, 0, 0))
        .hasMessageContaining("at least one latent number");
    assertThatThrownBy(() -> PidSettings.synergy().withClasses(1))
        .hasMessageContaining("classes must be 2 to 1000, not 1");
    assertThatThrownBy(() -> PidSettings.synergy().withClasses(10).withSize(60))
        .hasMessageContaining("7 for each of the 10 classes, not 60");
  }

  private static int[] counts(MultimodalPart part, int classes) {
    int[] counts = new int[classes];
    Arrays.stream(part.labels()).forEach(label -> counts[label]++);
    return counts;
  }
}
