package dev.counterpoint.app.bench.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.counterpoint.app.bench.step.MeasuredStep;
import dev.counterpoint.app.bench.step.MeasuredSteps;
import dev.counterpoint.app.bench.worker.KernelTime.Event;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KernelTimeTest {

  @Test
  void whatAnOperationCallsIsNotItsOwn() {
    List<Event> events =
        List.of(
            new Event("1", "inner", 2, 3),
            new Event("1", "outer", 0, 10),
            new Event("1", "inner", 6, 1),
            new Event("1", "innermost", 3, 1),
            new Event("1", "next", 10, 4),
            new Event("2", "elsewhere", 5, 2));

    assertThat(KernelTime.ownTime(events))
        .isEqualTo(
            Map.of("outer", 6.0, "inner", 3.0, "innermost", 1.0, "next", 4.0, "elsewhere", 2.0));
  }

  /** Of two that begin at once, the longer one calls the other. */
  @Test
  void aCallMayBeginWithItsCaller() {
    List<Event> events = List.of(new Event("1", "inner", 0, 4), new Event("1", "outer", 0, 5));

    assertThat(KernelTime.ownTime(events)).isEqualTo(Map.of("outer", 1.0, "inner", 4.0));
  }

  @Test
  void aStepIsPartlySpentInKernels() {
    try (MeasuredStep step = MeasuredSteps.of("colored-mnist-clip", 32, 0, false)) {
      KernelTime time = KernelTime.of(step, 0.05);
      assertThat(time.kernelMilliseconds()).isPositive().isLessThan(time.stepMilliseconds());
    }
  }
}
