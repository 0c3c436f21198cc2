package dev.counterpoint.app.reproduce.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.app.reproduce.Experiment.Outcome;
import dev.counterpoint.app.reproduce.job.SimulationResult;
import dev.counterpoint.app.statistics.Correlation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** What the simulations left. */
record InteractionsOutcome(Outcome outcome) {

  /** One for each seed. */
  List<JsonNode> seeds() {
    return outcome.group(InteractionsExperiment.RANDOM).stream()
        .map(job -> job.result(SimulationResult.class).simulated().runs())
        .toList();
  }

  /** A number of every seed. */
  double[] numbers(String field) {
    return seeds().stream().mapToDouble(seed -> seed.path(field).asDouble()).toArray();
  }

  /** A number of a bound, of every seed. */
  double[] bound(String name, String field) {
    return seeds().stream()
        .mapToDouble(
            seed ->
                StreamSupport.stream(seed.path("bounds").spliterator(), false)
                    .filter(bound -> bound.path("name").asText().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .path(field)
                    .asDouble())
        .toArray();
  }

  /** Names of the bounds, in the order of the simulation. */
  List<String> bounds() {
    List<String> names = new ArrayList<>();
    seeds().get(0).path("bounds").forEach(bound -> names.add(bound.path("name").asText()));
    return names;
  }

  /** A number of every point of all seeds. */
  double[] points(String list, String field) {
    return seeds().stream()
        .flatMap(seed -> StreamSupport.stream(seed.path(list).spliterator(), false))
        .mapToDouble(point -> point.path(field).asDouble())
        .toArray();
  }

  /** The estimate from examples against the truth. */
  Correlation ofEstimates() {
    return Correlation.of(points("estimates", "synergy"), points("estimates", "estimate"));
  }

  /** The largest distance of a part from its closed form, bits; then the largest gap. */
  double[] known() {
    double distance = 0;
    double gap = 0;
    for (JsonNode known : seeds().get(0).path("known")) {
      gap = Math.max(gap, known.path("gap").asDouble());
      for (int part = 0; part < known.path("found").size(); part++) {
        distance =
            Math.max(
                distance,
                Math.abs(
                    known.path("found").get(part).asDouble()
                        - known.path("closedForm").get(part).asDouble()));
      }
    }
    return new double[] {distance, gap};
  }
}
