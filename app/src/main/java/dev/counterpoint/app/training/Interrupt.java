package dev.counterpoint.app.training;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish to stop, from Ctrl-C, a termination signal or a parent process that has died. The
 * training loop asks at each step and saves before it ends; the process stays until it has.
 */
public final class Interrupt {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean requested;

  /** An interrupt that only {@link #request} raises. */
  public Interrupt() {}

  /** An interrupt that Ctrl-C and termination signals raise; the JVM then exits with 130 or 143. */
  public static Interrupt onSignals() {
    Interrupt interrupt = new Interrupt();
    Runtime.getRuntime().addShutdownHook(new Thread(interrupt::await, "save-before-exit"));
    return interrupt;
  }

  /** Asks the training to stop at the next step. */
  public void request() {
    requested = true;
  }

  /** Whether somebody asked. */
  public boolean requested() {
    return requested;
  }

  /** Says that all is saved; the process may end. */
  public void finished() {
    finished.countDown();
  }

  private void await() {
    requested = true;
    try {
      finished.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
