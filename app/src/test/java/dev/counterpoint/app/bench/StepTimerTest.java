package dev.counterpoint.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.counterpoint.app.bench.protocol.StepTimer;
import dev.counterpoint.app.bench.protocol.StepTimer.Timing;
import org.junit.jupiter.api.Test;

final class StepTimerTest {

  @Test
  void takesAFewStepsEvenWhereOneIsLongerThanTheTime() {
    int[] taken = {0};
    Timing timing = new StepTimer(1e-9).time(() -> taken[0]++);
    assertThat(timing.steps()).isEqualTo(3);
    assertThat(taken[0]).isEqualTo(4);
  }

  @Test
  void measuresForTheTimeAskedFor() {
    Timing timing = new StepTimer(0.05).time(() -> Thread.onSpinWait());
    assertThat(timing.medianSeconds()).isBetween(0.0, 0.01);
    assertThat(timing.steps()).isGreaterThan(10);
  }

  @Test
  void readsTheLineThatItPrints() {
    Timing timing = new Timing(0.0325, 91);
    assertThat(Timing.parse(timing.line())).contains(timing);
    assertThat(Timing.parse("a warning of a library")).isEmpty();
  }
}
