package dev.counterpoint.app.worker;

import dev.counterpoint.app.training.Interrupt;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The standard input of a process that another one of this program started: lines that are orders,
 * and an end that says that the other has died or needs nothing more. One thread reads it, so that
 * the end is noticed while a job is on its way.
 */
final class ParentInput {

  private static final ParentInput ONLY = new ParentInput();

  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
  private Interrupt current;
  private boolean begun;
  private boolean ended;

  private ParentInput() {}

  /** The one of this process, which is read from the first call on. */
  static ParentInput open() {
    ONLY.begin();
    return ONLY;
  }

  private synchronized void begin() {
    if (!begun) {
      begun = true;
      Thread watch = new Thread(this::read, "watch-parent");
      watch.setDaemon(true);
      watch.start();
    }
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(Optional.of(line));
      }
    } catch (IOException e) {
      // As good as the end.
    }
    end();
  }

  private synchronized void end() {
    ended = true;
    lines.add(Optional.empty());
    if (current != null) {
      current.request();
    }
  }

  /** Asks this work, and no earlier one, to stop at the end of the input. */
  synchronized void watch(Interrupt interrupt) {
    current = interrupt;
    if (ended) {
      interrupt.request();
    }
  }

  /** The next line, waited for; empty at the end. */
  Optional<String> next() {
    try {
      return lines.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
