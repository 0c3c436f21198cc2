package dev.counterpoint.app.cli.fusion;

import dev.counterpoint.app.cli.BarReporter;
import dev.counterpoint.app.cli.Console;
import dev.counterpoint.app.cli.CounterpointCommand;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.worker.Reporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The seeds of a comparison, one after the other or, for an experiment, one in a process. */
final class SeedsOptions {

  private static final int MOST = 1_000;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Number of seeds, 1 to N. Default: 3.")
  private int seeds;

  @Option(names = "--worker", hidden = true)
  private boolean worker;

  @Option(names = "--seed", hidden = true, defaultValue = "0")
  private long onlySeed;

  /** What is done for a seed. */
  interface OneSeed {

    /**
     * Computes, or goes on with what the folder holds.
     *
     * @return whether it is done; false if it was asked to stop
     */
    boolean run(Path folder, long seed, Interrupt interrupt, Reporter reporter);
  }

  /** Whether an experiment started this process for one seed. */
  boolean worker() {
    return worker;
  }

  void check(CommandSpec spec) {
    if (seeds < 1 || seeds > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--seeds: expected 1 to %d, found %d".formatted(MOST, seeds));
    }
  }

  /**
   * Runs all seeds, each in a folder of its own.
   *
   * @param name of the command, for its progress
   * @param path holds a folder for each seed, or is that of the only one
   * @param show told of the folders where all are done and a person looks
   * @return exit code
   */
  int run(String name, Path path, OneSeed one, Consumer<List<Path>> show) {
    Interrupt interrupt = Interrupt.onSignals();
    try (Reporter reporter = worker ? Reporter.forParent(interrupt) : new BarReporter(name)) {
      if (worker) {
        return one.run(path, onlySeed, interrupt, reporter) ? 0 : CounterpointCommand.INTERRUPTED;
      }
      List<Path> done = new ArrayList<>();
      for (long seed = 1; seed <= seeds; seed++) {
        Path own = path.resolve("seed-" + seed);
        if (!one.run(own, seed, interrupt, reporter)) {
          Console.say("stopped and saved; run the same command again to go on: --out " + path);
          return CounterpointCommand.INTERRUPTED;
        }
        done.add(own);
      }
      show.accept(done);
      return 0;
    } finally {
      interrupt.finished();
    }
  }
}
