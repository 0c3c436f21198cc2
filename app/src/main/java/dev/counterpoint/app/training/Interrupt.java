package dev.counterpoint.app.training;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish to stop, from Ctrl-C, a termination signal or a parent process that has died. The
 * training loop asks at each step and saves before it ends; the process stays until it has.
 */
public final class Interrupt {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final CountDownLatch finished = new CountDownLatch(1);
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean requested;
  private Thread hook;

  /**
   * An interrupt that Ctrl-C and termination signals raise; the JVM then exits with 130 or 143.
   * {@link #finished} must be called when the work is done, whether or not it was interrupted.
   */
  public static Interrupt onSignals() {
    Interrupt interrupt = new Interrupt();
    interrupt.hook = new Thread(interrupt::requestAndAwait, "save-before-exit");
    Runtime.getRuntime().addShutdownHook(interrupt.hook);
    return interrupt;
  }

  /** Asks the work to stop at its next chance. */
  public void request() {
    if (!requested) {
      requested = true;
      listeners.forEach(Runnable::run);
    }
  }

  /** One for a part of the work: asked with this one, or alone. */
  public Interrupt part() {
    Interrupt part = new Interrupt();
    onRequest(part::request);
    if (requested) {
      part.request();
    }
    return part;
  }

  /** Whether somebody asked. */
  public boolean requested() {
    return requested;
  }

  /** Calls the listener when somebody asks. */
  public void onRequest(Runnable listener) {
    listeners.add(listener);
  }

  /** Says that all is saved; the process may end, or go on with something else. */
  public void finished() {
    finished.countDown();
    // Whoever goes on shall not hold what this work held.
    listeners.clear();
    if (hook != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process is about to end, and the hook runs already.
      }
    }
  }

  private void requestAndAwait() {
    request();
    try {
      finished.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
