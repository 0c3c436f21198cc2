package dev.counterpoint.models.interactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.counterpoint.models.interactions.bounds.AccuracyBounds;
import dev.counterpoint.models.interactions.bounds.SynergyBounds;
import org.junit.jupiter.api.Test;

/** The example of the README, ten lines; whoever changes one changes the other. */
class InteractionsExampleTest {

  @Test
  void anExclusiveOrIsSynergy() {
    double[][][] table = new double[2][2][2]; // p(x1, x2, y)
    for (int x1 = 0; x1 < 2; x1++) {
      for (int x2 = 0; x2 < 2; x2++) {
        table[x1][x2][x1 ^ x2] = 0.25;
      }
    }
    JointDistribution p = JointDistribution.of(table);
    Decomposition parts = Decomposition.of(p); // bits, and the gap that proves them
    SynergyBounds bounds = SynergyBounds.of(p.margins()); // without labeled pairs
    AccuracyBounds accuracy = AccuracyBounds.of(p.margins(), bounds);

    assertThat(parts.synergy()).isCloseTo(1, within(1e-9));
    assertThat(parts.gap()).isLessThan(1e-7);
    assertThat(bounds.lower()).isCloseTo(0, within(1e-9));
    assertThat(bounds.upper()).isCloseTo(1, within(1e-9));
    assertThat(accuracy.lower()).isCloseTo(0.5, within(1e-6));
    assertThat(accuracy.upper()).isCloseTo(1, within(1e-6));
  }
}
