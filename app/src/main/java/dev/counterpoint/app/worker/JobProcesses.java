package dev.counterpoint.app.worker;

import dev.counterpoint.app.training.Interrupt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/**
 * Processes of this program that do jobs, each one after the other: the engine loads once for many,
 * and code that is compiled stays so. That is four to nine seconds of a core for each job. Safe for
 * many threads, as many processes as there are jobs at a time.
 */
public final class JobProcesses implements AutoCloseable {

  private final Deque<JobProcess> idle = new ArrayDeque<>();
  private boolean closed;

  /** No process yet. */
  public JobProcesses() {}

  /**
   * Has a job done, by a process that is idle or by a new one. All that are not {@link
   * JobOrder#alone} must ask for the same device, threads and precision.
   *
   * @param interrupt asks the process to save and stop
   * @param progress told the share of the work that is done, in [0, 1]
   * @param warning told what the job warns of
   * @return its exit code
   * @throws dev.counterpoint.app.file.FileNotWrittenException if its log cannot be written
   */
  public int run(
      JobOrder order, Interrupt interrupt, DoubleConsumer progress, Consumer<String> warning) {
    JobProcess process = take(order);
    // What a failure left in a process is nobody's problem but its own.
    boolean isFit = false;
    try {
      int code = process.run(order, interrupt, progress, warning);
      isFit = code == 0 && !order.alone() && !interrupt.requested();
      return code;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    } finally {
      if (isFit) {
        giveBack(process);
      } else {
        process.close();
      }
    }
  }

  private JobProcess take(JobOrder order) {
    synchronized (this) {
      while (!order.alone() && !idle.isEmpty()) {
        JobProcess process = idle.pop();
        if (process.isAlive()) {
          return process;
        }
      }
    }
    try {
      return new JobProcess();
    } catch (IOException e) {
      throw new UncheckedIOException("process of " + order.name(), e);
    }
  }

  private void giveBack(JobProcess process) {
    synchronized (this) {
      if (!closed) {
        idle.push(process);
        return;
      }
    }
    process.close();
  }

  /** Lets the idle ones end, and waits for that; the others end after their jobs. */
  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(JobProcess::close);
    idle.clear();
  }
}
