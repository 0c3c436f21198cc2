package dev.counterpoint.app.bench;

import dev.counterpoint.app.bench.protocol.Exchange;
import dev.counterpoint.app.bench.protocol.Quantity;
import dev.counterpoint.app.bench.protocol.ResidentPeak;
import dev.counterpoint.app.bench.step.StepMemory;
import dev.counterpoint.app.device.Allocator;
import dev.counterpoint.app.file.TemporaryFolder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs comparisons. Each round measures every workload once, each in a process of its own, those
 * that are compared one after the other; every other round goes backwards, so that a machine that
 * slows down favours neither side.
 *
 * @param rounds at least 1
 * @param seconds measured of each workload and round, after a warm-up
 * @param peerClassPath class path of the peer, or null where it is not measured
 * @param say told how far the work is
 */
public record Bench(int rounds, double seconds, String peerClassPath, Consumer<String> say) {

  /** Names of the comparisons, in the order of the results. */
  public static List<String> ids() {
    return Measurement.all().stream().map(Measurement::id).toList();
  }

  /** Those that are measured where nobody asks for others by name. */
  public static List<String> usualIds() {
    return Measurement.all().stream()
        .filter(measurement -> !measurement.onRequest())
        .map(Measurement::id)
        .toList();
  }

  /**
   * Measures.
   *
   * @param ids which comparisons
   * @return in the order of {@link #ids}; without those of the allocator where its settings are not
   *     in force, those of memory where the system does not count it, and those of starts where
   *     there is no launcher
   * @throws BenchException if a process fails, or if the two programs do not compute the same
   */
  public List<BenchResult> run(List<String> ids) {
    List<Measurement> measurements =
        Measurement.all().stream()
            .filter(measurement -> ids.contains(measurement.id()))
            .filter(measurement -> possible(measurement))
            .toList();
    try (TemporaryFolder exchange = TemporaryFolder.create("bench")) {
      WorkerProcess worker = new WorkerProcess(peerClassPath, exchange.path());
      if (peerClassPath != null) {
        measurements.stream()
            .filter(Measurement::needsPeer)
            .forEach(measurement -> check(worker, measurement));
      }
      Map<Workload, List<Map<Quantity, Double>>> figures =
          measure(worker, Measurement.workloads(measurements));
      return measurements.stream().map(measurement -> result(measurement, figures)).toList();
    }
  }

  private static BenchResult result(
      Measurement measurement, Map<Workload, List<Map<Quantity, Double>>> figures) {
    List<Map<Quantity, Double>> peer = figures.get(measurement.peer());
    // A bar for the ratio is none for ours.
    boolean alone = measurement.peer() == null;
    return BenchResult.of(
        measurement.id(),
        measurement.quantity().unit().label(),
        of(measurement.quantity(), figures.get(measurement.ours())),
        peer == null ? new double[0] : of(measurement.peerQuantity(), peer),
        alone || peer != null ? measurement.bar() : Double.NaN);
  }

  private static double[] of(Quantity quantity, List<Map<Quantity, Double>> rounds) {
    return rounds.stream().mapToDouble(figures -> figures.get(quantity)).toArray();
  }

  private boolean possible(Measurement measurement) {
    if (measurement.quantity() == Quantity.START && !ColdStart.isPossible()) {
      say.accept(measurement.id() + ": left out, there is no launcher that could be started");
      return false;
    }
    boolean unknown =
        measurement.ours().program() == Workload.Program.OURS_MEMORY && !StepMemory.isKnown()
            || measurement.quantity() == Quantity.RESIDENT && !ResidentPeak.isKnown();
    if (unknown) {
      say.accept(measurement.id() + ": left out, it needs /proc/self/status of Linux");
      return false;
    }
    boolean possible =
        !measurement.needsAllocatorSettings()
            || Allocator.VARIABLES.stream().allMatch(System.getenv()::containsKey);
    if (!possible) {
      say.accept(measurement.id() + ": left out, the launcher's allocator settings are not on");
    }
    return possible;
  }

  private void check(WorkerProcess worker, Measurement measurement) {
    worker.check(measurement);
    Agreement agreement = Agreement.of(new Exchange(worker.folder(measurement.ours())));
    say.accept(agreement.line());
    if (!agreement.holds()) {
      throw new BenchException(
          measurement.id() + ": the programs do not compute the same; " + agreement.line(),
          "Bring app/src/bench in line with the training step, then measure again.");
    }
  }

  private Map<Workload, List<Map<Quantity, Double>>> measure(
      WorkerProcess worker, List<Workload> all) {
    List<Workload> order = new ArrayList<>(all);
    if (peerClassPath == null) {
      order.removeIf(workload -> workload.program().isPeer());
    }
    Map<Workload, List<Map<Quantity, Double>>> figures = new HashMap<>();
    for (int round = 0; round < rounds; round++) {
      say.accept("round %d of %d".formatted(round + 1, rounds));
      for (Workload workload : order) {
        figures
            .computeIfAbsent(workload, key -> new ArrayList<>())
            .add(worker.measure(workload, seconds));
      }
      Collections.reverse(order);
    }
    return figures;
  }
}
