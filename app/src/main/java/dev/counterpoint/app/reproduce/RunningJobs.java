package dev.counterpoint.app.reproduce;

import dev.counterpoint.app.reproduce.job.FinishedJob;
import dev.counterpoint.app.reproduce.job.Job;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.datasets.CounterpointException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The jobs of an experiment on their way: some run, some wait for a slot, some are done. */
public final class RunningJobs {

  private final List<Job> jobs;
  private final ToDoubleFunction<Job> cost;
  private final Interrupt interrupt;
  private final Function<Job, FinishedJob> finished;
  private final List<Future<?>> futures = new ArrayList<>();
  private final CountDownLatch waiting;
  private final Map<Job, Double> done = new HashMap<>();
  private DoubleConsumer progress = share -> {};

  /**
   * Jobs that are not submitted.
   *
   * @param jobs in the order of the results
   * @param cost how long each takes, roughly
   * @param interrupt of these jobs alone
   * @param finished reads what one left
   */
  RunningJobs(
      List<Job> jobs,
      ToDoubleFunction<Job> cost,
      Interrupt interrupt,
      Function<Job, FinishedJob> finished) {
    this.jobs = List.copyOf(jobs);
    this.cost = cost;
    this.interrupt = interrupt;
    this.finished = finished;
    this.waiting = new CountDownLatch(jobs.size());
  }

  /** Submits them one after the other; a failure of one stops the others. */
  void submit(List<Job> order, WorkerSlots.Line line, Work work) {
    for (Job job : order) {
      futures.add(
          line.submit(
              () -> {
                waiting.countDown();
                try {
                  work.run(job, interrupt, share -> reached(job, share));
                } catch (RuntimeException | Error e) {
                  interrupt.request();
                  throw e;
                }
                return null;
              }));
    }
  }

  /** What is done with a job that has its slot. */
  interface Work {
    void run(Job job, Interrupt interrupt, DoubleConsumer progress);
  }

  private synchronized void reached(Job job, double share) {
    done.put(job, share * cost.applyAsDouble(job));
    tell();
  }

  private synchronized void tell(DoubleConsumer listener) {
    progress = listener;
    tell();
  }

  private void tell() {
    double all = jobs.stream().mapToDouble(cost).sum();
    progress.accept(done.values().stream().mapToDouble(v -> v).sum() / all);
  }

  /**
   * Waits until none of them waits for a slot any more.
   *
   * @return whether all is well so far; false if one has failed or somebody asked to stop
   */
  public boolean awaitStarted() {
    try {
      waiting.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      interrupt.request();
    }
    return !interrupt.requested();
  }

  /**
   * Waits until all have ended.
   *
   * @param listener told the share of the work that is done, in [0, 1]
   * @return in the order of the jobs; empty if interrupted
   * @throws JobFailedException if a job fails; the others are stopped and can be resumed
   */
  public Optional<List<FinishedJob>> await(DoubleConsumer listener) {
    tell(listener);
    try {
      awaitEnds();
    } finally {
      tell(share -> {});
    }
    return interrupt.requested()
        ? Optional.empty()
        : Optional.of(jobs.stream().map(finished).toList());
  }

  private void awaitEnds() {
    CounterpointException first = null;
    for (Future<?> future : futures) {
      try {
        future.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof CounterpointException failed) {
          // One failure stops the others, whose own ends are no news then.
          first = first == null ? failed : first;
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
}
