package dev.counterpoint.app.training.step;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Runs a training under garbage collections that never end, with buffers of its own in the way. */
public final class DuringCollections {

  private static final long PAUSE_NANOS = 5_000_000;

  private DuringCollections() {}

  public static <T> T run(Supplier<T> training) throws InterruptedException {
    AtomicBoolean stop = new AtomicBoolean();
    Thread collections = new Thread(() -> collect(stop));
    collections.start();
    try {
      return training.get();
    } finally {
      stop.set(true);
      collections.join();
    }
  }

  /** Frees what can be freed and writes over it. */
  private static void collect(AtomicBoolean stop) {
    Deque<ByteBuffer> junk = new ArrayDeque<>();
    while (!stop.get()) {
      System.gc();
      for (int i = 0; i < 200; i++) {
        ByteBuffer small = ByteBuffer.allocateDirect(4);
        small.putInt(0, 0x7f7f7f7f);
        junk.add(small);
      }
      while (junk.size() > 400) {
        junk.remove();
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
