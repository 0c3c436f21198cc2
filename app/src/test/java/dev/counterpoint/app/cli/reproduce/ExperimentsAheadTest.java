package dev.counterpoint.app.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.app.cli.ComputeOptions;
import dev.counterpoint.app.cli.DigitOptions;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.recipe.RecipeException;
import dev.counterpoint.app.reproduce.Experiment;
import dev.counterpoint.app.reproduce.JobFailedException;
import dev.counterpoint.app.reproduce.Plan;
import dev.counterpoint.app.reproduce.ScriptedJob;
import dev.counterpoint.app.reproduce.Size;
import dev.counterpoint.app.reproduce.job.Job;
import dev.counterpoint.app.run.LockedDirectory;
import dev.counterpoint.app.training.Interrupt;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** An experiment's jobs run beside the last ones of the experiment before; all else stays. */
@Timeout(60)
class ExperimentsAheadTest {

  @TempDir private Path folder;

  private final Interrupt interrupt = new Interrupt();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream realOut = System.out;
  private final PrintStream realErr = System.err;

  @Command
  private static final class Options {
    @Mixin private DigitOptions digits;
    @Mixin private ComputeOptions compute;
  }

  @BeforeEach
  void listen() {
    PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
  }

  @AfterEach
  void hearNoMore() {
    System.setOut(realOut);
    System.setErr(realErr);
  }

  private Optional<ExperimentResults> run(Experiment... experiments) {
    Options options = new Options();
    new CommandLine(options).parseArgs("--device", "cpu");
    ExperimentSession session =
        new ExperimentSession(options.digits, options.compute, 2, interrupt);
    return new AllExperiments(session, List.of(experiments))
        .run(new Plan("all", Size.QUICK, List.of()), folder);
  }

  private static Experiment experiment(String name, Job... jobs) {
    return new ScriptedExperiment(name, () -> List.of(jobs));
  }

  private static Job quick(String name) {
    return ScriptedJob.of(name, () -> true);
  }

  private Path results(String experiment) {
    return folder.resolve(experiment).resolve("results.json");
  }

  private static boolean awaitProcesses(int count) throws InterruptedException {
    for (int i = 0; i < 3000; i++) {
      if (processes() >= count) {
        return true;
      }
      Thread.sleep(10);
    }
    return false;
  }

  private static long processes() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).count();
  }

  @Test
  void theSecondStartsBesideTheLastJobOfTheFirstAndSpeaksAfterIt() {
    CountDownLatch secondRuns = new CountDownLatch(1);
    CountDownLatch missed = new CountDownLatch(1);
    Job last =
        ScriptedJob.of(
            "last",
            () -> {
              if (!secondRuns.await(20, TimeUnit.SECONDS)) {
                missed.countDown();
              }
              return true;
            });
    Job next =
        ScriptedJob.of(
            "next",
            () -> {
              secondRuns.countDown();
              return true;
            });
    assertThat(run(experiment("first", last), experiment("second", next))).isPresent();
    assertThat(missed.getCount()).as("the second ran beside the first").isOne();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .containsSubsequence(
            "summary of first",
            "results: " + results("first"),
            "summary of second",
            "results: " + results("second"));
    assertThat(Plan.read(folder.resolve("second")).seconds()).isPositive();
  }

  @Test
  void whatCannotBePreparedSaysSoAtItsTurn() {
    CountDownLatch asked = new CountDownLatch(1);
    Experiment wrong =
        new ScriptedExperiment(
            "second",
            () -> {
              asked.countDown();
              throw new RecipeException("no such data", "Get them.");
            });
    Job last = ScriptedJob.of("last", () -> asked.await(20, TimeUnit.SECONDS));
    assertThatThrownBy(() -> run(experiment("first", last), wrong, experiment("third", quick("c"))))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("no such data");
    assertThat(asked.getCount()).isZero();
    assertThat(results("first")).exists();
    assertThat(folder.resolve("third")).doesNotExist();
    LockedDirectory.open(folder.resolve("second"), Plan.NAME).close();
  }

  @Test
  void aJobOfTheSecondThatFailsDoesSoAtItsTurn() {
    CountDownLatch tried = new CountDownLatch(1);
    Job wrong =
        new ScriptedJob(
            "wrong",
            () -> {
              tried.countDown();
              return false;
            },
            ScriptedJob.FAILS);
    Job last = ScriptedJob.of("last", () -> tried.await(20, TimeUnit.SECONDS));
    assertThatThrownBy(() -> run(experiment("first", last), experiment("second", wrong)))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("wrong-seed-1");
    assertThat(results("first")).exists();
    assertThat(results("second")).doesNotExist();
  }

  @Test
  void aFailureOfTheFirstStopsTheSecondAndWaitsForItsProcesses() {
    long before = processes();
    Job wrong =
        new ScriptedJob("wrong", () -> !awaitProcesses((int) before + 1), ScriptedJob.FAILS);
    assertThatThrownBy(
            () ->
                run(
                    experiment("first", wrong),
                    experiment("second", ScriptedJob.endless("endless"))))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("wrong-seed-1");
    assertThat(processes()).isEqualTo(before);
    assertThat(Plan.read(folder.resolve("second")).seconds()).as("time so far").isPositive();
    LockedDirectory.open(folder.resolve("second"), Plan.NAME).close();
  }

  @Test
  void anInterruptStopsBothAndBothAreGoneOnWith() throws Exception {
    long before = processes();
    Thread person =
        new Thread(
            () -> {
              try {
                awaitProcesses((int) before + 2);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              interrupt.request();
            });
    person.start();
    assertThat(
            run(
                experiment("first", ScriptedJob.endless("one")),
                experiment("second", ScriptedJob.endless("two"))))
        .isEmpty();
    person.join();
    assertThat(processes()).isEqualTo(before);
    assertThat(folder.resolve("first/runs/one-seed-1.log")).exists();
    assertThat(folder.resolve("second/runs/two-seed-1.log")).exists();
    assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain("summary of second");

    ExperimentsAheadTest later = new ExperimentsAheadTest();
    later.folder = folder;
    assertThat(later.run(experiment("first", quick("one")), experiment("second", quick("two"))))
        .isPresent();
    assertThat(results("second")).exists();
  }
}
