package dev.counterpoint.app.reproduce;

import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.reproduce.job.FinishedJob;
import dev.counterpoint.app.reproduce.job.Job;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.worker.JobProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/**
 * Runs jobs of any kind in processes of their own, some at a time: an engine can train one model
 * per process only. A job that is done already is not run again, one that was stopped is resumed.
 */
public final class JobRunner {

  private final Path folder;
  private final ExperimentData data;
  private final List<String> compute;
  private final int workers;
  private final Interrupt interrupt;
  private final Consumer<String> warning;

  /**
   * A runner.
   *
   * @param folder holds the run directories
   * @param data what the jobs read
   * @param compute device and threads, as arguments of each job's command
   * @param workers processes at a time, at least 1
   * @param interrupt stops all processes, which save what they have
   * @param warning told of what is not as it should be
   */
  public JobRunner(
      Path folder,
      ExperimentData data,
      List<String> compute,
      int workers,
      Interrupt interrupt,
      Consumer<String> warning) {
    this.folder = folder;
    this.data = data;
    this.compute = List.copyOf(compute);
    this.workers = workers;
    this.interrupt = interrupt;
    this.warning = warning;
  }

  /**
   * Runs the jobs, the longest first, so that none is left alone at the end.
   *
   * @param progress told the share of the work that is done, in [0, 1]
   * @return in the order given; empty if interrupted
   * @throws JobFailedException if a job fails; the others are stopped and can be resumed
   */
  public Optional<List<FinishedJob>> run(List<Job> jobs, DoubleConsumer progress) {
    Map<Job, Double> done = new HashMap<>();
    double all = jobs.stream().mapToDouble(job -> job.cost(data)).sum();
    List<Job> order = new ArrayList<>(jobs);
    order.sort((a, b) -> Double.compare(b.cost(data), a.cost(data)));
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    List<Future<?>> futures = new ArrayList<>();
    for (Job job : order) {
      futures.add(
          pool.submit(
              () ->
                  runOne(
                      job,
                      share -> {
                        synchronized (done) {
                          done.put(job, share * job.cost(data));
                          progress.accept(done.values().stream().mapToDouble(v -> v).sum() / all);
                        }
                      })));
    }
    try {
      await(futures);
    } finally {
      pool.shutdownNow();
    }
    return interrupt.requested()
        ? Optional.empty()
        : Optional.of(jobs.stream().map(this::finished).toList());
  }

  private void await(List<Future<?>> futures) {
    JobFailedException first = null;
    for (Future<?> future : futures) {
      try {
        future.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof JobFailedException failed) {
          // One failure stops the others, whose own ends are no news then.
          first = first == null ? failed : first;
          interrupt.request();
        } else {
          throw new IllegalStateException(e.getCause());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        interrupt.request();
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private void runOne(Job job, DoubleConsumer progress) {
    Path directory = folder.resolve(job.id());
    if (job.isDone(directory)) {
      progress.accept(1);
      return;
    }
    if (interrupt.requested()) {
      return;
    }
    List<String> arguments = new ArrayList<>(job.arguments(directory));
    arguments.addAll(data.arguments(job.need()));
    if (job.takesCompute()) {
      arguments.addAll(compute);
    }
    JobProcess process = new JobProcess(job.id(), arguments, folder.resolve(job.id() + ".log"));
    int exit = process.run(interrupt, progress, text -> warning.accept(job.id() + ": " + text));
    if (exit != 0 && !interrupt.requested()) {
      throw new JobFailedException(
          "job %s ended with exit code %d".formatted(job.id(), exit), process.lastWords(), exit);
    }
  }

  private FinishedJob finished(Job job) {
    Path directory = folder.resolve(job.id());
    return new FinishedJob(job, directory, job.result(directory));
  }
}
