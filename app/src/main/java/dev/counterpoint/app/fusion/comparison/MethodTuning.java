package dev.counterpoint.app.fusion.comparison;

import dev.counterpoint.app.training.Interrupt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Chooses the settings of each method by validation, with the same number of candidates for each.
 * The unimodal rows come first, and those that begin with their encoders begin with the chosen
 * ones; the ensemble of those has nothing left to choose.
 *
 * @param seeds one comparison for each seed, in folders of their own
 */
public record MethodTuning(List<FusionComparison> seeds) {

  /** Copies the list. */
  public MethodTuning {
    seeds = List.copyOf(seeds);
  }

  /**
   * Tries all candidates.
   *
   * @return empty if somebody asked to stop
   */
  public Optional<Tuning> run(
      List<MethodRow> rows, Interrupt interrupt, FusionComparison.Watch watch) {
    FusionComparison any = seeds.get(0);
    List<Tuning.Tuned> tuned = new ArrayList<>();
    for (MethodRow row : rows) {
      if (row.name().equals(MethodRow.ENSEMBLE)) {
        continue;
      }
      Trials trials = new Trials();
      if (!trials.run(row, Candidates.first(row.name(), any.modalities()), interrupt, watch)
          || !trials.run(
              row,
              Candidates.second(row.name(), any.modalities(), trials.best().settings()),
              interrupt,
              watch)) {
        return Optional.empty();
      }
      tuned.add(new Tuning.Tuned(row.name(), trials.candidates, trials.chosen));
      if (row.name().startsWith(MethodRow.UNIMODAL)
          && !runChosen(row, tuning(tuned), interrupt, watch)) {
        return Optional.empty();
      }
    }
    return Optional.of(tuning(tuned));
  }

  /** The chosen unimodal run stands where the rows that begin with it look for it. */
  private boolean runChosen(
      MethodRow row, Tuning tuning, Interrupt interrupt, FusionComparison.Watch watch) {
    for (FusionComparison seed : seeds) {
      if (!seed.run(List.of(row), tuning, interrupt, watch)) {
        return false;
      }
    }
    return true;
  }

  private Tuning tuning(List<Tuning.Tuned> tuned) {
    FusionComparison any = seeds.get(0);
    return new Tuning(
        any.recipe(), any.settings(), seeds.stream().map(FusionComparison::seed).toList(), tuned);
  }

  private Optional<Double> validation(
      MethodRow row,
      int index,
      List<String> settings,
      Interrupt interrupt,
      FusionComparison.Watch watch) {
    MethodRow candidate =
        new MethodRow(
            row.name() + "-candidate-" + index,
            Stream.concat(row.settings().stream(), settings.stream()).toList(),
            row.fromUnimodal());
    double sum = 0;
    for (FusionComparison seed : seeds) {
      if (!seed.run(List.of(candidate), Tuning.none(), interrupt, watch)) {
        return Optional.empty();
      }
      Path directory = seed.directory();
      sum += new ComparedRows(directory).evaluation(candidate.name()).validationAccuracy();
    }
    return Optional.of(sum / seeds.size());
  }

  /** Candidates of one row. */
  private final class Trials {

    private final List<Tuning.Candidate> candidates = new ArrayList<>();
    private int chosen;

    boolean run(
        MethodRow row,
        List<List<String>> tried,
        Interrupt interrupt,
        FusionComparison.Watch watch) {
      for (List<String> settings : tried) {
        Optional<Double> validation =
            validation(row, candidates.size(), settings, interrupt, watch);
        if (validation.isEmpty()) {
          return false;
        }
        candidates.add(new Tuning.Candidate(settings, validation.get()));
        if (validation.get() > best().validation()) {
          chosen = candidates.size() - 1;
        }
      }
      return true;
    }

    Tuning.Candidate best() {
      return candidates.get(chosen);
    }
  }
}
