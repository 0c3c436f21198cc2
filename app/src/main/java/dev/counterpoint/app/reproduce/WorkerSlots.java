package dev.counterpoint.app.reproduce;

import dev.counterpoint.app.worker.JobProcesses;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Slots that experiments share, each for one process at a time. What waits for a slot stands in
 * lines: a line that was opened earlier goes first, so that a later experiment has only what the
 * earlier ones leave free, and the exports at the end of one wait for no more than a job of the
 * next.
 */
public final class WorkerSlots implements AutoCloseable {

  private final ExecutorService pool;
  private final JobProcesses processes = new JobProcesses();
  private final AtomicInteger lines = new AtomicInteger();
  private final AtomicLong tickets = new AtomicLong();

  /**
   * Free slots.
   *
   * @param slots processes at a time, at least 1
   */
  public WorkerSlots(int slots) {
    pool = new ThreadPoolExecutor(slots, slots, 0, TimeUnit.SECONDS, new PriorityBlockingQueue<>());
  }

  /** A line behind all that there are. */
  public Line line() {
    return new Line(lines.getAndIncrement());
  }

  /** What waits here goes in the order in which it came. */
  public final class Line {

    private final int number;
    private int working;
    private long since;
    private long nanos;

    private Line(int number) {
      this.number = number;
    }

    /** The processes that do jobs, one for each slot that is taken. */
    public JobProcesses processes() {
      return processes;
    }

    /** Does the work when a slot is free and it is its turn. */
    public <T> Future<T> submit(Callable<T> work) {
      Callable<T> timed =
          () -> {
            begins();
            try {
              return work.call();
            } finally {
              ends();
            }
          };
      Waiting<T> waiting = new Waiting<>(number, tickets.getAndIncrement(), timed);
      pool.execute(waiting);
      return waiting;
    }

    private synchronized void begins() {
      if (working++ == 0) {
        since = System.nanoTime();
      }
    }

    private synchronized void ends() {
      if (--working == 0) {
        nanos += System.nanoTime() - since;
      }
    }

    /** Seconds in which it has had one slot or more so far; waiting does not count. */
    public synchronized double seconds() {
      return (nanos + (working > 0 ? System.nanoTime() - since : 0)) / 1e9;
    }
  }

  private static final class Waiting<T> extends FutureTask<T> implements Comparable<Waiting<?>> {

    private final int line;
    private final long ticket;

    Waiting(int line, long ticket, Callable<T> work) {
      super(work);
      this.line = line;
      this.ticket = ticket;
    }

    @Override
    public int compareTo(Waiting<?> other) {
      return line == other.line
          ? Long.compare(ticket, other.ticket)
          : Integer.compare(line, other.line);
    }
  }

  /** Waits until all that was submitted has ended; whoever is in a hurry asks it to stop before. */
  @Override
  public void close() {
    pool.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = pool.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    processes.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
