package dev.counterpoint.app.reproduce.signalnoise;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.app.reproduce.Experiment.Outcome;
import dev.counterpoint.app.reproduce.job.SimulationResult;
import java.util.List;
import java.util.function.Predicate;

/** What the simulations left, by group. */
record SignalNoiseOutcome(Outcome outcome) {

  static final String SINGLE = "single";
  static final String MULTI = "multi";

  /** Runs of each seed of a group. */
  private List<JsonNode> seeds(String group) {
    return outcome.group(group).stream()
        .map(job -> job.result(SimulationResult.class).simulated().runs())
        .toList();
  }

  /** A number of the last epoch, of every seed. */
  double[] last(String group, Predicate<JsonNode> settings, String kind, String field) {
    return seeds(group).stream()
        .mapToDouble(
            runs -> {
              JsonNode epochs = run(runs, settings).path(kind);
              return epochs.get(epochs.size() - 1).path(field).asDouble();
            })
        .toArray();
  }

  /** A number of the last epoch of figure 1. */
  double[] last(String kind, String field) {
    return last(SignalNoiseExperiment.FIGURE, any -> true, kind, field);
  }

  /** A number of every epoch of figure 1; seeds x epochs. */
  double[][] curves(String kind, String field) {
    return seeds(SignalNoiseExperiment.FIGURE).stream()
        .map(
            runs -> {
              JsonNode epochs = runs.get(0).path(kind);
              double[] values = new double[epochs.size()];
              for (int i = 0; i < values.length; i++) {
                values[i] = epochs.get(i).path(field).asDouble();
              }
              return values;
            })
        .toArray(double[][]::new);
  }

  private static JsonNode run(JsonNode runs, Predicate<JsonNode> settings) {
    for (JsonNode run : runs) {
      if (settings.test(run.path("settings"))) {
        return run;
      }
    }
    throw new IllegalArgumentException("no run has these settings");
  }

  /** Settings with two fields of these values. */
  static Predicate<JsonNode> with(String one, double value, String other, double second) {
    return settings ->
        settings.path(one).asDouble() == value && settings.path(other).asDouble() == second;
  }
}
