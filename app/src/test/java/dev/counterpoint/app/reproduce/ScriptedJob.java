package dev.counterpoint.app.reproduce;

import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.reproduce.job.Job;
import dev.counterpoint.app.reproduce.job.JobResult;
import dev.counterpoint.app.run.RunManifest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * A job that does in its slot what a test wants, and has a process after that only if it says so.
 *
 * @param group its name
 * @param inSlot whether it is done then
 * @param command of its process, if it is not
 */
public record ScriptedJob(String group, Callable<Boolean> inSlot, List<String> command)
    implements Job {

  /** Its process exits with code 2. */
  public static final List<String> FAILS = List.of("no-such-command");

  /** Nothing but where it was. */
  public record Nothing(Path directory) implements JobResult {
    @Override
    public Optional<RunManifest> run() {
      return Optional.empty();
    }
  }

  /** One without a process. */
  public static ScriptedJob of(String group, Callable<?> inSlot) {
    return new ScriptedJob(
        group,
        () -> {
          inSlot.call();
          return true;
        },
        List.of());
  }

  /** One whose process takes minutes, longer than a test waits, unless it is stopped. */
  public static ScriptedJob endless(String group) {
    return new ScriptedJob(group, () -> false, List.of());
  }

  @Override
  public long seed() {
    return 1;
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
  public boolean takesCompute() {
    return false;
  }

  @Override
  public boolean isDone(Path directory) {
    try {
      return inSlot.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<String> arguments(Path directory) {
    return command.isEmpty()
        ? List.of(
            "simulate",
            "connection",
            "--worker",
            "--out",
            directory.toString(),
            "--seed",
            "1",
            "--repetitions",
            "1500")
        : command;
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
