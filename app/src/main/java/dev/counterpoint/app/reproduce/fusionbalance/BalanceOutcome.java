package dev.counterpoint.app.reproduce.fusionbalance;

import dev.counterpoint.app.bench.BenchResult;
import dev.counterpoint.app.fusion.comparison.ComparedRows;
import dev.counterpoint.app.fusion.comparison.MethodRow;
import dev.counterpoint.app.fusion.comparison.MethodsTable;
import dev.counterpoint.app.reproduce.Experiment.Outcome;
import dev.counterpoint.app.reproduce.job.BenchJobResult;
import dev.counterpoint.app.reproduce.job.FusionResult;
import dev.counterpoint.app.statistics.PairedComparison;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What methods reached, by data set.
 *
 * @param outcome of the experiment
 */
record BalanceOutcome(Outcome outcome) {

  /** Methods that set out to balance modalities, MCR left out. */
  static final List<String> BALANCING =
      List.of("mslr", "mmcosine", "ogm", "agm", "mlb", "reconboost", "mmpareto", "relearn");

  static final List<String> MCR =
      List.of("mcr-greedy", "mcr-independent", "mcr-collaborative", "mcr-pretrained");

  /** The seeds of a group. */
  List<ComparedRows> seeds(String group) {
    return outcome.group(group).stream().map(job -> job.result(FusionResult.class).rows()).toList();
  }

  /** Differences to the ensemble, points, by method. */
  Map<String, PairedComparison> againstEnsemble(String group) {
    return MethodsTable.againstEnsemble(seeds(group));
  }

  /** What a step of MCR costs beside one of joint training; empty where it was not measured. */
  Optional<BenchResult> step(String measurement) {
    return outcome
        .group(FusionBalanceExperiment.STEP)
        .get(0)
        .result(BenchJobResult.class)
        .of(measurement);
  }

  double mean(String group, String row) {
    return Arrays.stream(MethodsTable.accuracies(seeds(group), row)).average().orElse(Double.NaN);
  }

  /** Best unimodal row of a group by its mean. */
  String bestUnimodal(String group) {
    List<ComparedRows> seeds = seeds(group);
    String best = null;
    for (String modality : seeds.get(0).modalities()) {
      String row = MethodRow.UNIMODAL + modality;
      best = best == null || mean(group, row) > mean(group, best) ? row : best;
    }
    return best;
  }
}
