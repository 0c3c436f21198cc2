package dev.counterpoint.app.reproduce;

import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.reproduce.job.FinishedJob;
import dev.counterpoint.app.reproduce.job.Job;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.worker.JobOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/**
 * Runs jobs of any kind in other processes, some at a time: an engine can train one model at a time
 * in a process. A job that is done already is not run again, one that was stopped is resumed.
 */
public final class JobRunner {

  private final Path folder;
  private final ExperimentData data;
  private final List<String> compute;
  private final WorkerSlots.Line line;
  private final EarlierJobs earlier;
  private final Interrupt interrupt;
  private final Consumer<String> warning;

  /**
   * A runner.
   *
   * @param folder holds the run directories
   * @param data what the jobs read
   * @param compute device and threads, as arguments of each job's command
   * @param line where they wait for a slot
   * @param earlier what need not be done again
   * @param interrupt stops all processes, which save what they have
   * @param warning told of what is not as it should be
   */
  public JobRunner(
      Path folder,
      ExperimentData data,
      List<String> compute,
      WorkerSlots.Line line,
      EarlierJobs earlier,
      Interrupt interrupt,
      Consumer<String> warning) {
    this.folder = folder;
    this.data = data;
    this.compute = List.copyOf(compute);
    this.line = line;
    this.earlier = earlier;
    this.interrupt = interrupt;
    this.warning = warning;
  }

  /**
   * Starts the jobs, the longest first, so that none is left alone at the end: each when a slot is
   * free.
   */
  public RunningJobs start(List<Job> jobs) {
    RunningJobs running =
        new RunningJobs(jobs, job -> job.cost(data), interrupt.part(), this::finished);
    List<Job> order = new ArrayList<>(jobs);
    order.sort((a, b) -> Double.compare(b.cost(data), a.cost(data)));
    running.submit(order, line, this::runOne);
    return running;
  }

  /**
   * Runs the jobs to their end.
   *
   * @param progress told the share of the work that is done, in [0, 1]
   * @return in the order given; empty if interrupted
   * @throws JobFailedException if a job fails; the others are stopped and can be resumed
   */
  public Optional<List<FinishedJob>> run(List<Job> jobs, DoubleConsumer progress) {
    return start(jobs).await(progress);
  }

  private void runOne(Job job, Interrupt stop, DoubleConsumer progress) {
    Path directory = folder.resolve(job.id());
    if (job.isDone(directory)) {
      earlier.add(job, directory);
      progress.accept(1);
      return;
    }
    if (stop.requested()) {
      return;
    }
    if (!Files.exists(directory) && earlier.copy(job, directory)) {
      progress.accept(1);
      return;
    }
    List<String> arguments = new ArrayList<>(job.arguments(directory));
    arguments.addAll(data.arguments(job.need()));
    if (job.takesCompute()) {
      arguments.addAll(compute);
    }
    // What has begun goes on with the threads and the precision that it had.
    boolean alone = Files.exists(directory) || !job.takesCompute();
    Path log = folder.resolve(job.id() + ".log");
    JobOrder order = new JobOrder(job.id(), arguments, alone, log);
    int exit =
        line.processes().run(order, stop, progress, text -> warning.accept(job.id() + ": " + text));
    if (exit != 0 && !stop.requested()) {
      throw new JobFailedException(
          "job %s ended with exit code %d".formatted(job.id(), exit), order.lastWords(), exit);
    }
    if (exit == 0) {
      earlier.add(job, directory);
    }
  }

  private FinishedJob finished(Job job) {
    Path directory = folder.resolve(job.id());
    return new FinishedJob(job, directory, job.result(directory));
  }
}
