package dev.counterpoint.app.cli.simulation;

import ai.djl.Device;
import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.app.cli.BarReporter;
import dev.counterpoint.app.cli.ComputeOptions;
import dev.counterpoint.app.cli.Console;
import dev.counterpoint.app.cli.CounterpointCommand;
import dev.counterpoint.app.device.Threads;
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
public final class SimulationOptions {

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

  /** Created by picocli. */
  public SimulationOptions() {}

  /** What computes. */
  public interface Computation {

    /**
     * Computes.
     *
     * @return null if it was asked to stop
     */
    JsonNode run(long seed, IntConsumer done, BooleanSupplier stop);
  }

  /** What computes on a device. */
  public interface DeviceComputation {

    /**
     * Computes.
     *
     * @return null if it was asked to stop
     */
    JsonNode run(Device device, long seed, IntConsumer done, BooleanSupplier stop);
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
    return run(
        "simulate " + name,
        Simulated.key(name, settings, seed),
        RunManifest.begin(seed, "simulated", "made by the program", Map.of(), "cpu", 1),
        parts,
        computation,
        show);
  }

  /**
   * The same with the engine, on the device that was asked for.
   *
   * @param command for the person who waits
   * @param data name of what it is computed of
   */
  public int runOnDevice(
      String command,
      String name,
      String data,
      String settings,
      int parts,
      DeviceComputation computation,
      Consumer<JsonNode> show) {
    Device device = compute.choose().resolve();
    return run(
        command,
        Simulated.key(name, settings, seed),
        RunManifest.begin(
            seed, data, "named in " + Simulated.NAME, Map.of(), device.toString(), Threads.used()),
        parts,
        (seedOfIt, done, stop) -> computation.run(device, seedOfIt, done, stop),
        show);
  }

  private int run(
      String command,
      String key,
      RunManifest manifest,
      int parts,
      Computation computation,
      Consumer<JsonNode> show) {
    Interrupt interrupt = Interrupt.onSignals();
    long start = System.nanoTime();
    try (Reporter reporter = worker ? Reporter.forParent(interrupt) : new BarReporter(command)) {
      JsonNode runs =
          computation.run(
              seed, done -> reporter.step(done, parts, Double.NaN), interrupt::requested);
      if (runs == null) {
        return CounterpointCommand.INTERRUPTED;
      }
      if (out != null) {
        Simulated.write(
            out, key, manifest.ended("complete", (System.nanoTime() - start) / 1e9), runs);
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
