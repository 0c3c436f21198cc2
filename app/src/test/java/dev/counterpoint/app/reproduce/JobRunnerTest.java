package dev.counterpoint.app.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.reproduce.job.FinishedJob;
import dev.counterpoint.app.reproduce.job.Job;
import dev.counterpoint.app.training.Interrupt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs of a kind that the program does not have: a computation without a training. */
class JobRunnerTest {

  private static final ExperimentData NO_DATA = new ExperimentData(Map.of());

  @TempDir private Path folder;

  private Optional<List<FinishedJob>> run(Interrupt interrupt, Job... jobs) {
    try (WorkerSlots slots = new WorkerSlots(2)) {
      return new JobRunner(
              folder, NO_DATA, List.of(), slots.line(), new EarlierJobs(), interrupt, warning -> {})
          .run(List.of(jobs), share -> {});
    }
  }

  @Test
  void aKindOfItsOwnIsRunAndItsResultReadInTheOrderGiven() {
    Job one = new ScriptedJob("one", () -> false, List.of("--version"));
    Job two = new ScriptedJob("two", () -> true, ScriptedJob.FAILS);
    List<FinishedJob> finished = run(new Interrupt(), one, two).orElseThrow();
    assertThat(finished).extracting(FinishedJob::job).containsExactly(one, two);
    assertThat(finished.get(1).result(ScriptedJob.Nothing.class).directory())
        .isEqualTo(folder.resolve("two-seed-1"));
    assertThat(folder.resolve("one-seed-1.log")).exists();
    assertThat(folder.resolve("two-seed-1.log")).as("done already, not run").doesNotExist();
  }

  @Test
  void aJobThatFailsEndsTheOthersWithItsExitCodeAndItsWords() {
    Job wrong = new ScriptedJob("wrong", () -> false, ScriptedJob.FAILS);
    assertThatThrownBy(() -> run(new Interrupt(), wrong))
        .isInstanceOfSatisfying(
            JobFailedException.class, failed -> assertThat(failed.exitCode()).isEqualTo(2))
        .hasMessageContaining("wrong-seed-1")
        .hasMessageContaining("no-such-command");
  }

  @Test
  void anInterruptedExperimentHasNoResults() {
    Interrupt interrupt = new Interrupt();
    interrupt.request();
    Job job = new ScriptedJob("one", () -> false, List.of("--version"));
    assertThat(run(interrupt, job)).isEmpty();
    assertThat(Files.exists(folder.resolve("one-seed-1.log"))).isFalse();
  }
}
