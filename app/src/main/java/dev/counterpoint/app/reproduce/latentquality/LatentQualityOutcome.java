package dev.counterpoint.app.reproduce.latentquality;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.app.reproduce.Experiment.Outcome;
import dev.counterpoint.app.reproduce.job.SimulationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What the simulations left, all seeds' draws together. */
record LatentQualityOutcome(Outcome outcome) {

  private static final int SUBSETS = 7;

  /** All modalities. */
  static final int WHOLE = SUBSETS - 1;

  /** How many subsets there are, the empty one left out. */
  int subsets() {
    return SUBSETS;
  }

  /** "1 + 3"; modalities are numbered from 1. */
  String name(int subset) {
    JsonNode modalities = subset(seeds().get(0), 0, subset).path("modalities");
    return StreamSupport.stream(modalities.spliterator(), false)
        .map(modality -> Integer.toString(modality.asInt() + 1))
        .collect(Collectors.joining(" + "));
  }

  /** Whether all of one subset's modalities are in another. */
  static boolean within(int one, int other) {
    return one != other && ((one + 1) & (other + 1)) == one + 1;
  }

  /** A number of every draw, {@code eta} or {@code risk}. */
  double[] values(int size, int subset, String field) {
    List<Double> all = new ArrayList<>();
    for (JsonNode seed : seeds()) {
      subset(seed, size, subset).path(field).forEach(value -> all.add(value.asDouble()));
    }
    return all.stream().mapToDouble(value -> value).toArray();
  }

  /** One subset's less another's, of every draw. */
  double[] difference(int size, int one, int other, String field) {
    double[] a = values(size, one, field);
    double[] b = values(size, other, field);
    for (int i = 0; i < a.length; i++) {
      a[i] -= b[i];
    }
    return a;
  }

  private List<JsonNode> seeds() {
    return outcome.group(LatentQualityExperiment.LINEAR).stream()
        .map(job -> job.result(SimulationResult.class).simulated().runs())
        .toList();
  }

  private static JsonNode subset(JsonNode seed, int size, int subset) {
    return seed.get(size).path("subsets").get(subset);
  }
}
