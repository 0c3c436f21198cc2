package dev.counterpoint.app.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MethodComparisonTest {

  private static final Outcomes JOINT = Outcomes.ofSeeds("joint", 70, 72, 71, 74);

  @Test
  void holmsSteps() {
    Double[] adjusted = HolmCorrection.adjust(new Double[] {0.01, 0.04, 0.03, 0.005});
    assertThat(Stream.of(adjusted).mapToDouble(p -> p).toArray())
        .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
    assertThat(HolmCorrection.adjust(new Double[] {0.6, null, 0.5}))
        .containsExactly(1.0, null, 1.0);
  }

  @Test
  void methodsBesideOneBaseline() {
    Outcomes better = Outcomes.ofSeeds("better", 73, 74, 75, 77);
    Outcomes same = Outcomes.ofSeeds("same", 71, 71, 72, 73);
    List<PairedComparison> comparisons = MethodComparison.against(JOINT, List.of(better, same));
    PairedComparison first = comparisons.get(0);
    assertThat(first.mean().mean()).isEqualTo(74.75);
    assertThat(first.baselineMean().mean()).isEqualTo(71.75);
    assertThat(first.difference().mean()).isEqualTo(3);
    assertThat(first.difference().standardError()).isCloseTo(0.408248, within(1e-6));
    assertThat(first.interval().low()).isCloseTo(3 - 3.182446 * 0.408248, within(1e-5));
    assertThat(first.wins()).isEqualTo(4);
    assertThat(first.holm()).isCloseTo(2 * first.p(), within(1e-12));
    assertThat(first.wilcoxon()).isEqualTo(0.125);
    assertThat(first.remark()).isEmpty();
    assertThat(comparisons.get(1).holm()).isEqualTo(comparisons.get(1).p());
  }

  @Test
  void remarksSayWhatCannotBeTold() {
    Outcomes one = Outcomes.ofSeeds("joint", 70);
    assertThat(MethodComparison.against(one, List.of(Outcomes.ofSeeds("m", 75))).get(0).remark())
        .startsWith("one run");
    assertThat(remarkOf(Outcomes.ofSeeds("m", 71, 73, 72, 75))).startsWith("all differences");
    assertThat(remarkOf(Outcomes.ofSeeds("m", 71, Double.NaN, 72, 75))).startsWith("a run gave");
    assertThat(remarkOf(Outcomes.ofSeeds("m", 70, 72, 71, 74))).isEmpty();
  }

  private static String remarkOf(Outcomes method) {
    return MethodComparison.against(JOINT, List.of(method)).get(0).remark();
  }

  @Test
  void aMethodThatLacksRunsIsNotCompared() {
    Outcomes other = new Outcomes("other", Map.of("seed 0001", 1.0, "seed 0009", 2.0));
    assertThatThrownBy(() -> MethodComparison.against(JOINT, List.of(other)))
        .hasMessageContaining("other lacks [seed 0002, seed 0003, seed 0004]")
        .hasMessageContaining("[seed 0009]");
  }

  @Test
  void theTableLeavesOutWhatCannotBeTold() {
    List<PairedComparison> one =
        MethodComparison.against(Outcomes.ofSeeds("joint", 70), List.of(Outcomes.ofSeeds("m", 75)));
    assertThat(ComparisonTable.of("Accuracy (%)", one, 2).rows()).hasSize(1);
    assertThat(ComparisonTable.of("Accuracy (%)", one, 2).explanation()).contains("m: one run");
  }
}
