package dev.counterpoint.app.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.reproduce.job.Job;
import dev.counterpoint.app.training.Interrupt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two experiments' jobs in the same slots. */
@Timeout(60)
class SharedSlotsTest {

  private static final int SLOTS = 2;

  @TempDir private Path folder;

  private final Interrupt interrupt = new Interrupt();
  private final AtomicInteger inSlots = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  private RunningJobs start(WorkerSlots slots, List<Job> jobs) {
    ExperimentData none = new ExperimentData(Map.of());
    return new JobRunner(
            folder, none, List.of(), slots.line(), new EarlierJobs(), interrupt, warning -> {})
        .start(jobs);
  }

  private Job counted(String name) {
    return ScriptedJob.of(
        name,
        () -> {
          most.accumulateAndGet(inSlots.incrementAndGet(), Math::max);
          Thread.sleep(20);
          return inSlots.decrementAndGet();
        });
  }

  @Test
  void neverMoreAtOnceThanThereAreSlots() {
    try (WorkerSlots slots = new WorkerSlots(SLOTS)) {
      RunningJobs first = start(slots, List.of(counted("a"), counted("b"), counted("c")));
      RunningJobs second = start(slots, List.of(counted("d"), counted("e"), counted("f")));
      assertThat(first.await(share -> {}).orElseThrow()).hasSize(3);
      assertThat(second.await(share -> {}).orElseThrow()).hasSize(3);
    }
    assertThat(most).hasValue(SLOTS);
  }

  @Test
  void theSecondHasWhatTheFirstLeavesFree() throws Exception {
    CountDownLatch secondRuns = new CountDownLatch(1);
    List<Double> shares = Collections.synchronizedList(new ArrayList<>());
    try (WorkerSlots slots = new WorkerSlots(SLOTS)) {
      RunningJobs first =
          start(
              slots,
              List.of(
                  ScriptedJob.of("long", () -> secondRuns.await(30, TimeUnit.SECONDS)),
                  counted("short")));
      assertThat(first.awaitStarted()).isTrue();
      RunningJobs second =
          start(
              slots,
              List.of(
                  ScriptedJob.of(
                      "next",
                      () -> {
                        secondRuns.countDown();
                        return true;
                      })));
      assertThat(secondRuns.await(20, TimeUnit.SECONDS)).as("beside the first's last").isTrue();
      first.await(share -> {});
      second.await(shares::add);
    }
    assertThat(shares).last().isEqualTo(1.0);
  }

  @Test
  void anEarlierLineGoesFirst() throws Exception {
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch go = new CountDownLatch(1);
    try (WorkerSlots slots = new WorkerSlots(1)) {
      WorkerSlots.Line early = slots.line();
      WorkerSlots.Line late = slots.line();
      Future<Boolean> holds = late.submit(() -> go.await(30, TimeUnit.SECONDS));
      late.submit(() -> order.add("job of the next"));
      early.submit(() -> order.add("export one"));
      early.submit(() -> order.add("export two"));
      go.countDown();
      assertThat(holds.get()).isTrue();
    }
    assertThat(order).containsExactly("export one", "export two", "job of the next");
  }

  @Test
  void whatWaitsForASlotHasNoTime() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    WorkerSlots.Line early;
    WorkerSlots.Line late;
    try (WorkerSlots slots = new WorkerSlots(1)) {
      early = slots.line();
      late = slots.line();
      early.submit(() -> go.await(30, TimeUnit.SECONDS));
      late.submit(() -> true);
      Thread.sleep(100);
      assertThat(late.seconds()).isZero();
      assertThat(early.seconds()).as("still at work").isPositive();
      go.countDown();
    }
    double worked = early.seconds();
    assertThat(worked).isGreaterThan(0.09);
    Thread.sleep(5);
    assertThat(early.seconds()).as("has ended").isEqualTo(worked);
    assertThat(late.seconds()).isBetween(0.0, worked);
  }

  @Test
  void aFailureStopsItsOwnExperimentOnly() throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    try (WorkerSlots slots = new WorkerSlots(SLOTS)) {
      RunningJobs first =
          start(slots, List.of(ScriptedJob.of("long", () -> failed.await(30, TimeUnit.SECONDS))));
      assertThat(first.awaitStarted()).isTrue();
      RunningJobs second =
          start(
              slots,
              List.of(
                  new ScriptedJob("wrong", () -> false, ScriptedJob.FAILS),
                  ScriptedJob.endless("never")));
      assertThatThrownBy(() -> second.await(share -> {}))
          .isInstanceOf(JobFailedException.class)
          .hasMessageContaining("wrong-seed-1");
      assertThat(second.awaitStarted()).isFalse();
      failed.countDown();
      assertThat(first.await(share -> {})).isPresent();
    }
    assertThat(interrupt.requested()).isFalse();
    assertThat(folder.resolve("never-seed-1.log")).as("stopped before its turn").doesNotExist();
  }
}
