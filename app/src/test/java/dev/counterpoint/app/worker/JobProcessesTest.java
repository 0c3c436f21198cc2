package dev.counterpoint.app.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.counterpoint.app.file.FileNotWrittenException;
import dev.counterpoint.app.training.Interrupt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class JobProcessesTest {

  @TempDir private Path folder;

  private final Set<ProcessHandle> before = children();
  private final JobProcesses processes = new JobProcesses();

  @AfterEach
  void end() {
    processes.close();
  }

  private static Set<ProcessHandle> children() {
    return ProcessHandle.current().children().collect(Collectors.toSet());
  }

  private Set<ProcessHandle> started() {
    Set<ProcessHandle> now = children();
    now.removeAll(before);
    return now;
  }

  private JobOrder order(String name, String... arguments) {
    return new JobOrder(name, List.of(arguments), false, folder.resolve(name + ".log"));
  }

  private JobOrder simulation(String name, int repetitions) {
    return order(
        name,
        "simulate",
        "connection",
        "--worker",
        "--out",
        folder.resolve(name).toString(),
        "--repetitions",
        Integer.toString(repetitions));
  }

  private int run(JobOrder order) {
    return run(order, new Interrupt());
  }

  private int run(JobOrder order, Interrupt interrupt) {
    return processes.run(order, interrupt, share -> {}, warning -> {});
  }

  @Test
  void oneProcessDoesJobsOneAfterTheOther() {
    assertThat(run(order("one", "--version"))).isZero();
    Set<ProcessHandle> first = started();
    assertThat(first).hasSize(1);
    List<Double> progress = new ArrayList<>();
    assertThat(processes.run(simulation("two", 1), new Interrupt(), progress::add, warning -> {}))
        .isZero();
    assertThat(folder.resolve("two").resolve("simulation.json")).exists();
    assertThat(progress).last().isEqualTo(1.0);
    assertThat(started()).isEqualTo(first);
  }

  @Test
  void eachLogHasTheWordsOfItsOwnJob() throws IOException {
    // What a JVM says when it starts (with JAVA_TOOL_OPTIONS) is in the log of its first job.
    assertThat(run(order("first", "--version"))).isZero();
    assertThat(run(order("fine", "--version"))).isZero();
    JobOrder wrong = order("wrong", "no-such-command");
    assertThat(run(wrong)).isEqualTo(2);
    assertThat(Files.readString(folder.resolve("first.log"))).doesNotContain("no-such-command");
    assertThat(Files.readString(folder.resolve("fine.log"))).isEmpty();
    assertThat(wrong.lastWords()).contains("no-such-command").doesNotContain("end of job");
  }

  @Test
  void aProcessInWhichAJobFailedDoesNoOther() throws Exception {
    assertThat(run(order("wrong", "no-such-command"))).isEqualTo(2);
    awaitNone(started());
    assertThat(run(order("next", "--version"))).isZero();
    assertThat(started()).hasSize(1);
  }

  @Test
  void whatNeedsAProcessAloneHasOne() throws Exception {
    assertThat(run(order("one", "--version"))).isZero();
    Set<ProcessHandle> shared = started();
    JobOrder alone =
        new JobOrder("alone", List.of("no-such-command"), true, folder.resolve("alone.log"));
    assertThat(run(alone)).isEqualTo(2);
    Set<ProcessHandle> others = started();
    others.removeAll(shared);
    awaitNone(others);
    assertThat(run(order("two", "--version"))).isZero();
    assertThat(started()).as("the shared one is still there").isEqualTo(shared);
  }

  @Test
  void aStopEndsTheJobAndItsProcess() throws Exception {
    Interrupt interrupt = new Interrupt();
    Set<ProcessHandle> at = new HashSet<>();
    int code =
        processes.run(
            simulation("endless", 1_500),
            interrupt,
            share -> {
              at.addAll(started());
              interrupt.request();
            },
            warning -> {});
    assertThat(code).isNotZero();
    assertThat(at).hasSize(1);
    awaitNone(at);
    assertThat(folder.resolve("endless").resolve("simulation.json")).doesNotExist();
  }

  @Test
  void whoStopsAJobThatIsOverDoesNotStopTheNext() {
    Interrupt earlier = new Interrupt();
    assertThat(run(order("earlier", "--version"), earlier)).isZero();
    Set<ProcessHandle> first = started();
    int code =
        processes.run(
            simulation("later", 3), new Interrupt(), share -> earlier.request(), warning -> {});
    assertThat(earlier.requested()).isTrue();
    assertThat(code).isZero();
    assertThat(started()).isEqualTo(first);
  }

  @Test
  void aLogThatCannotBeWrittenIsAnErrorAndLeavesNoProcess() throws IOException {
    Path file = Files.writeString(folder.resolve("a-file"), "");
    JobOrder order = new JobOrder("one", List.of("--version"), false, file.resolve("one.log"));
    assertThatThrownBy(() -> run(order))
        .isInstanceOf(FileNotWrittenException.class)
        .hasMessageContaining("one.log");
    assertThat(started()).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void noProcessStaysWhenAllIsDone() throws Exception {
    assertThat(run(order("one", "--version"))).isZero();
    Set<ProcessHandle> first = started();
    processes.close();
    assertThat(first).noneMatch(ProcessHandle::isAlive);
  }

  /** The engine's state, and whatever else a process has one of, must not pass from job to job. */
  @Test
  void aJobAfterOthersHasTheResultOfOneThatIsAlone() throws IOException {
    assertThat(run(training("before", 1, "colored-mnist-simclr"))).isZero();
    assertThat(run(training("after", 2, "colored-mnist-clip"))).isZero();
    assertThat(started()).hasSize(1);
    try (JobProcesses others = new JobProcesses()) {
      JobOrder alone = training("alone", 2, "colored-mnist-clip");
      assertThat(others.run(alone, new Interrupt(), share -> {}, warning -> {})).isZero();
    }
    assertThat(measured("after")).isEqualTo(measured("alone"));
  }

  private JobOrder training(String name, long seed, String recipe) {
    return order(
        name,
        "train",
        "--worker",
        "--out",
        folder.resolve(name).toString(),
        "--recipe",
        recipe,
        "--seed",
        Long.toString(seed),
        "--rendered",
        "--correlations=none",
        "--threads",
        "1",
        "--set",
        "training.epochs=1",
        "--set",
        "data.trainingExamples=2000");
  }

  /** All but the time that it took. */
  private JsonNode measured(String name) throws IOException {
    JsonNode tree =
        new ObjectMapper().readTree(folder.resolve(name).resolve("evaluation.json").toFile());
    tree.findParents("seconds").forEach(parent -> ((ObjectNode) parent).remove("seconds"));
    return tree;
  }

  private static void awaitNone(Set<ProcessHandle> processes) throws Exception {
    for (ProcessHandle process : processes) {
      process.onExit().get(30, TimeUnit.SECONDS);
    }
  }
}
