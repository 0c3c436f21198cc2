package dev.counterpoint.app.reproduce.latentquality;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.app.reproduce.Experiment.Outcome;
import dev.counterpoint.app.reproduce.job.SimulationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What the simulations of the linear family left, all seeds' draws together. */
record LinearValues(Outcome outcome) implements SubsetValues {

  @Override
  public List<Integer> sizes() {
    return LatentQualityExperiment.EXAMPLES;
  }

  /** "1 + 3"; modalities are numbered from 1. */
  @Override
  public String name(int subset) {
    JsonNode modalities = subset(seeds().get(0), 0, subset).path("modalities");
    return StreamSupport.stream(modalities.spliterator(), false)
        .map(modality -> Integer.toString(modality.asInt() + 1))
        .collect(Collectors.joining(" + "));
  }

  @Override
  public double[] values(int size, int subset, Field field) {
    String name =
        switch (field) {
          case ETA -> "eta";
          case RISK -> "risk";
          case CLIP -> "clip";
          case BOUNDED_BEST -> "boundedBest";
          case BOUNDED_RISK -> "boundedRisk";
          case EXCESS -> "excess";
          case COMPLEXITY -> "complexity";
          case CENTRE -> "centre";
          case DEVIATION -> "deviation";
        };
    List<Double> all = new ArrayList<>();
    for (JsonNode seed : seeds()) {
      subset(seed, size, subset).path(name).forEach(value -> all.add(value.asDouble()));
    }
    return all.stream().mapToDouble(value -> value).toArray();
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
