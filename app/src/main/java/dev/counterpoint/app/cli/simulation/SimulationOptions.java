package dev.counterpoint.app.cli.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.app.cli.BarReporter;
import dev.counterpoint.app.cli.ComputeOptions;
import dev.counterpoint.app.cli.Console;
import dev.counterpoint.app.cli.CounterpointCommand;
import dev.counterpoint.app.run.RunManifest;
import dev.counterpoint.app.simulation.Simulated;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.worker.Reporter;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all simulations have: a seed, a directory, and how they are watched. */
final class SimulationOptions {

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of all that is drawn. Default: 1.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where simulation.json and run.json go. Default: nowhere.")
  private Path out;

  @Option(names = "--worker", hidden = true)
  private boolean worker;

  @Mixin private ComputeOptions compute;

  /** What computes. */
  interface Computation {

    /**
     * Computes.
     *
     * @return null if it was asked to stop
     */
    JsonNode run(long seed, IntConsumer done, BooleanSupplier stop);
  }

  /**
   * Runs, writes and shows.
   *
   * @param settings all that the numbers depend on besides the seed
   * @param parts how many the computation has
   * @param show told of the numbers where a person looks
   */
  int run(
      String name, String settings, int parts, Computation computation, Consumer<JsonNode> show) {
    Interrupt interrupt = Interrupt.onSignals();
    RunManifest manifest =
        RunManifest.begin(seed, "simulated", "made by the program", Map.of(), "cpu", 1);
    long start = System.nanoTime();
    try (Reporter reporter =
        worker ? Reporter.forParent(interrupt) : new BarReporter("simulate " + name)) {
      JsonNode runs =
          computation.run(
              seed, done -> reporter.step(done, parts, Double.NaN), interrupt::requested);
      if (runs == null) {
        return CounterpointCommand.INTERRUPTED;
      }
      if (out != null) {
        Simulated.write(
            out,
            Simulated.key(name, settings, seed),
            manifest.ended("complete", (System.nanoTime() - start) / 1e9),
            runs);
      }
      if (worker) {
        reporter.evaluated("", out);
      } else {
        show.accept(runs);
        if (out != null) {
          Console.say("all of it: " + out.resolve(Simulated.NAME));
        }
      }
      return 0;
    } finally {
      interrupt.finished();
    }
  }
}
