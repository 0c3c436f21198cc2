package dev.counterpoint.app.bench;

import dev.counterpoint.app.bench.protocol.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A comparison: ours over peer in one quantity, or two quantities of one unit.
 *
 * @param id stands in the results, stays the same from version to version
 * @param ours what is looked at
 * @param quantity what of it
 * @param peer what it is compared with: the peer's program, or another workload of our own; null
 *     for a figure that stands alone
 * @param peerQuantity what of that
 * @param bar as {@link BenchResult} has it
 */
record Measurement(
    String id, Workload ours, Quantity quantity, Workload peer, Quantity peerQuantity, double bar) {

  /** Ours beside a peer, in the one quantity of the program. */
  static Measurement of(String id, Workload ours, Workload peer) {
    return of(id, ours, peer, BenchResult.EVEN);
  }

  /** The same with a bar of its own. */
  static Measurement of(String id, Workload ours, Workload peer, double bar) {
    Quantity quantity = ours.program().quantity();
    return new Measurement(id, ours, quantity, peer, quantity, bar);
  }

  /** One quantity of a workload as a share of another. */
  static Measurement share(
      String id, Workload workload, Quantity part, Workload of, Quantity whole, double bar) {
    return new Measurement(id, workload, part, of, whole, bar);
  }

  /** A figure that stands alone. */
  static Measurement alone(String id, Workload workload, double bar) {
    return of(id, workload, null, bar);
  }

  /** All of them. */
  static List<Measurement> all() {
    return Stream.of(
            Comparisons.ofMethods(),
            Comparisons.ofSteps(),
            Comparisons.ofMemory(),
            Comparisons.ofShares(),
            Comparisons.ofTheRest(),
            Growth.all())
        .flatMap(List::stream)
        .toList();
  }

  /** Whether it is measured only where somebody asks for it by name. */
  boolean onRequest() {
    return id.startsWith(Growth.PREFIX);
  }

  /** Whether another program is measured as well. */
  boolean needsPeer() {
    return peer != null && peer.program().isPeer();
  }

  /** Whether it says anything only where the launcher's allocator settings are in force. */
  boolean needsAllocatorSettings() {
    return peer != null && ours.allocatorSettings() != peer.allocatorSettings();
  }

  /** Each workload once, those that are compared side by side. */
  static List<Workload> workloads(List<Measurement> measurements) {
    Set<Workload> workloads = new LinkedHashSet<>();
    measurements.forEach(
        measurement -> {
          if (measurement.peer() != null) {
            workloads.add(measurement.peer());
          }
          workloads.add(measurement.ours());
        });
    return new ArrayList<>(workloads);
  }
}
