package dev.counterpoint.app.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.reproduce.job.FinishedJob;
import dev.counterpoint.app.reproduce.job.Job;
import dev.counterpoint.app.reproduce.job.JobResult;
import dev.counterpoint.app.run.RunManifest;
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

  /** Writes a page of the program's help, or what it is told, to its standard output. */
  private record Computation(String group, long seed, boolean done, List<String> command)
      implements Job {

    record Nothing(Path directory) implements JobResult {
      @Override
      public Optional<RunManifest> run() {
        return Optional.empty();
      }
    }

    @Override
    public Optional<DataNeed> need() {
      return Optional.empty();
    }

    @Override
    public double cost(ExperimentData data) {
      return 1;
    }

    @Override
    public boolean isDone(Path directory) {
      return done;
    }

    @Override
    public List<String> arguments(Path directory) {
      return command;
    }

    @Override
    public JobResult result(Path directory) {
      return new Nothing(directory);
    }

    @Override
    public String description() {
      return "";
    }
  }

  private Optional<List<FinishedJob>> run(Interrupt interrupt, Job... jobs) {
    try (WorkerSlots slots = new WorkerSlots(2)) {
      return new JobRunner(folder, NO_DATA, List.of(), slots.line(), interrupt, warning -> {})
          .run(List.of(jobs), share -> {});
    }
  }

  @Test
  void aKindOfItsOwnIsRunAndItsResultReadInTheOrderGiven() {
    Job one = new Computation("one", 1, false, List.of("--version"));
    Job two = new Computation("two", 7, true, List.of("no-such-command"));
    List<FinishedJob> finished = run(new Interrupt(), one, two).orElseThrow();
    assertThat(finished).extracting(FinishedJob::job).containsExactly(one, two);
    assertThat(finished.get(1).result(Computation.Nothing.class).directory())
        .isEqualTo(folder.resolve("two-seed-7"));
    assertThat(folder.resolve("one-seed-1.log")).exists();
    assertThat(folder.resolve("two-seed-7.log")).as("done already, not run").doesNotExist();
  }

  @Test
  void aJobThatFailsEndsTheOthersWithItsExitCodeAndItsWords() {
    Job wrong = new Computation("wrong", 1, false, List.of("no-such-command"));
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
    Job job = new Computation("one", 1, false, List.of("--version"));
    assertThat(run(interrupt, job)).isEmpty();
    assertThat(Files.exists(folder.resolve("one-seed-1.log"))).isFalse();
  }
}
