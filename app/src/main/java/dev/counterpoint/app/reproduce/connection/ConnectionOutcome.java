package dev.counterpoint.app.reproduce.connection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.app.reproduce.Experiment.Outcome;
import dev.counterpoint.app.reproduce.job.FinishedJob;
import dev.counterpoint.app.reproduce.job.SimulationResult;
import dev.counterpoint.models.connection.ConnectionFamily;
import dev.counterpoint.models.connection.Exponent;
import java.util.ArrayList;
import java.util.List;

/** What the simulations left, all seeds' draws together. */
record ConnectionOutcome(Outcome outcome) {

  /** A number of every draw; draws x sizes. */
  double[][] values(ConnectionFamily family, String field) {
    List<double[]> draws = new ArrayList<>();
    for (FinishedJob job : outcome.group(ConnectionExperiment.group(family))) {
      JsonNode runs = job.result(SimulationResult.class).simulated().runs();
      int repetitions = runs.get(0).path("errors").size();
      for (int r = 0; r < repetitions; r++) {
        double[] draw = new double[runs.size()];
        for (int n = 0; n < draw.length; n++) {
          draw[n] = runs.get(n).path("errors").get(r).path(field).asDouble();
        }
        draws.add(draw);
      }
    }
    return draws.toArray(double[][]::new);
  }

  /** The same of one size. */
  double[] values(ConnectionFamily family, String field, int size) {
    double[][] all = values(family, field);
    double[] one = new double[all.length];
    for (int r = 0; r < one.length; r++) {
      one[r] = all[r][size];
    }
    return one;
  }

  /** Unimodal over two-stage error; draws x sizes. */
  double[][] ratios(ConnectionFamily family) {
    double[][] unimodal = values(family, "unimodal");
    double[][] twoStage = values(family, "twoStage");
    double[][] ratios = new double[unimodal.length][];
    for (int r = 0; r < ratios.length; r++) {
      ratios[r] = new double[unimodal[r].length];
      for (int n = 0; n < ratios[r].length; n++) {
        ratios[r][n] = unimodal[r][n] / twoStage[r][n];
      }
    }
    return ratios;
  }

  /** Of each draw: how the ratio grows with the sample size. */
  double[] exponents(ConnectionFamily family) {
    double[] sizes =
        ConnectionExperiment.LABELED.stream().mapToDouble(Integer::doubleValue).toArray();
    double[][] ratios = ratios(family);
    double[] exponents = new double[ratios.length];
    for (int r = 0; r < exponents.length; r++) {
      exponents[r] = Exponent.of(sizes, ratios[r]);
    }
    return exponents;
  }
}
