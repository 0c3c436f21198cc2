package dev.counterpoint.app.reproduce.signalnoise;

import dev.counterpoint.app.reproduce.Experiment;
import dev.counterpoint.app.reproduce.Size;
import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.reproduce.job.ColoredDigitsJob;
import dev.counterpoint.app.reproduce.job.Job;
import dev.counterpoint.app.reproduce.job.SimulationJob;
import dev.counterpoint.app.simulation.SignalNoiseGrid;
import dev.counterpoint.models.signalnoise.SignalNoiseSettings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Huang et al. 2024, section 6: figure 1, a phase picture over the strengths of both signals, and
 * what the constants that the paper leaves open change.
 */
public final class SignalNoiseExperiment implements Experiment {

  static final String FIGURE = "figure-1";
  static final String PHASES = "phases";
  static final String OPEN = "open-constants";
  static final String HEADS = "heads";

  /** MLPs on ColoredMNIST, whose first layer is followed. */
  static final String COLORED_SINGLE = "colored-single";

  static final String COLORED_MULTI = "colored-multi";

  static final List<Double> SIGNALS = List.of(1.0, 2.0, 3.5, 5.0, 7.5, 10.0);
  static final List<Double> RATIOS = List.of(0.5, 1.0, 2.0, 3.0, 4.0);
  static final List<Double> TEMPERATURES = List.of(0.02, 0.05, 0.1, 0.2, 0.5);
  static final List<Double> DEVIATIONS = List.of(1e-5, 1e-4, 1e-3, 1e-2);
  static final List<Double> RIDGES = List.of(1e-4, 1e-3, 1e-2, 1e-1, 1.0);

  private static final SignalNoiseSettings PAPER = SignalNoiseSettings.PAPER;

  /** Of the grids, which have many runs a seed. */
  private static final int GRID_SEEDS = 5;

  /** Of the trainings on ColoredMNIST. */
  private static final int COLORED_SEEDS = 3;

  private static final int QUICK_EXAMPLES = 2_560;

  @Override
  public String name() {
    return "signal-noise";
  }

  @Override
  public String summary() {
    return "Signal and noise: what contrastive learning with one and with two modalities learns of"
        + " synthetic data and of ColoredMNIST.";
  }

  @Override
  public int seeds(Size size) {
    return switch (size) {
      case QUICK -> 2;
      case DEFAULT -> 10;
      case PAPER -> 30;
    };
  }

  @Override
  public Set<DataNeed> needs() {
    return EnumSet.of(DataNeed.DIGITS);
  }

  @Override
  public List<Job> jobs(Size size, List<Long> seeds, ExperimentData data) {
    List<Double> signal = List.of(PAPER.signal());
    List<Double> ratio = List.of(PAPER.secondRatio());
    List<Double> temperature = List.of(PAPER.temperature());
    List<Double> deviation = List.of(PAPER.initialDeviation());
    List<Double> ridge = List.of(PAPER.ridge());
    List<Job> jobs = new ArrayList<>();
    for (long seed : seeds) {
      jobs.add(job(FIGURE, signal, ratio, temperature, deviation, ridge, true, seed));
    }
    int most = size == Size.PAPER ? seeds.size() : GRID_SEEDS;
    for (long seed : seeds.subList(0, Math.min(most, seeds.size()))) {
      jobs.add(job(PHASES, SIGNALS, RATIOS, temperature, deviation, ridge, false, seed));
      jobs.add(job(OPEN, signal, ratio, TEMPERATURES, DEVIATIONS, ridge, false, seed));
      jobs.add(job(HEADS, signal, ratio, temperature, deviation, RIDGES, false, seed));
    }
    List<String> settings = new ArrayList<>(List.of("encoder.type=mlp", "training.logEvery=10"));
    if (size == Size.QUICK) {
      int there = data.of(DataNeed.DIGITS).trainingExamples();
      settings.add("data.trainingExamples=" + Math.min(QUICK_EXAMPLES, there));
    }
    int colored = size == Size.PAPER ? seeds.size() : COLORED_SEEDS;
    for (long seed : seeds.subList(0, Math.min(colored, seeds.size()))) {
      jobs.add(
          new ColoredDigitsJob(COLORED_MULTI, "colored-mnist-clip", settings, seed, List.of()));
      jobs.add(
          new ColoredDigitsJob(COLORED_SINGLE, "colored-mnist-simclr", settings, seed, List.of()));
    }
    return jobs;
  }

  private static Job job(
      String group,
      List<Double> signals,
      List<Double> ratios,
      List<Double> temperatures,
      List<Double> deviations,
      List<Double> ridges,
      boolean curves,
      long seed) {
    SignalNoiseGrid grid =
        SignalNoiseGrid.of(signals, ratios, temperatures, deviations, ridges, curves);
    List<String> options = new ArrayList<>();
    add(options, "--signals", signals);
    add(options, "--ratios", ratios);
    add(options, "--temperatures", temperatures);
    add(options, "--deviations", deviations);
    add(options, "--ridges", ridges);
    if (curves) {
      options.add("--curves");
    }
    return new SimulationJob(
        group, "signal-noise", options, grid.key(), seed, 10 + 10.0 * grid.all().size());
  }

  private static void add(List<String> options, String name, List<Double> values) {
    options.add(name);
    options.add(values.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  @Override
  public Conclusion conclude(Outcome outcome) {
    return new SignalNoiseConclusion(outcome).conclusion();
  }
}
