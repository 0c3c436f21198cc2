package dev.counterpoint.app.bench.worker;

import dev.counterpoint.app.device.Threads;
import dev.counterpoint.app.natives.Natives;
import dev.counterpoint.datasets.download.Host;

/** What a process that is measured does before its engine loads. */
final class WorkerStart {

  private WorkerStart() {}

  /** One thread, and the natives that the program which started it has chosen. */
  static void prepare() {
    prepare(1);
  }

  /**
   * The same with more threads.
   *
   * @param threads within an operation; 0 is what is free
   */
  static void prepare(int threads) {
    Threads.use(threads);
    new Natives(Host.current()).prepare(System.out::println);
  }
}
