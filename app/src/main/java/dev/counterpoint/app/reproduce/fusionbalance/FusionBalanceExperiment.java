package dev.counterpoint.app.reproduce.fusionbalance;

import dev.counterpoint.app.reproduce.Experiment;
import dev.counterpoint.app.reproduce.Size;
import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.reproduce.job.BenchJob;
import dev.counterpoint.app.reproduce.job.FusionJob;
import dev.counterpoint.app.reproduce.job.Job;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Kontras et al. 2024 on data that anybody has: methods that balance a fusion against an ensemble
 * of its modalities, on four data sets, and on a mixture whose information moves from shared to
 * unique.
 */
public final class FusionBalanceExperiment implements Experiment {

  static final String MIXTURE = "mixture";
  static final String INTERACTIONS = "interactions";
  static final String DIGITS = "digits";
  static final String STATEMENTS = "nlvr";

  /** In the order of tables. */
  static final List<String> SETS = List.of(MIXTURE, INTERACTIONS, DIGITS, STATEMENTS);

  /** What a step of MCR costs beside one of joint training. */
  static final String STEP = "step-cost";

  /** Speed of MCR's step, samples a second, beside that of the joint step; small CNNs. */
  static final String STEP_TIME = "fusion-step.mcr.b256";

  /** Memory of both. */
  static final String STEP_MEMORY = "fusion-step.mcr.memory.b256";

  /** Share of the examples whose label the second modality alone shows; it stays. */
  static final double UNIQUE_SECOND = 0.2;

  /** Of what is left, the share whose label the first modality alone shows. */
  static final List<Double> RATIOS = List.of(0.0, 0.25, 0.5, 0.75, 1.0);

  /** Methods of the sweep. */
  static final List<String> SWEPT =
      List.of(
          "ensemble",
          "joint",
          "multi-loss",
          "uni-pre-finetuned",
          "ogm",
          "mlb",
          "mmpareto",
          "mcr-greedy",
          "mcr-pretrained");

  @Override
  public String name() {
    return "fusion-balance";
  }

  @Override
  public String summary() {
    return "Fusion and its balance: joint training, an ensemble, and methods against the competition"
        + " of modalities, MCR among them.";
  }

  @Override
  public int seeds(Size size) {
    return switch (size) {
      case QUICK -> 1;
      case DEFAULT -> 5;
      case PAPER -> 10;
    };
  }

  @Override
  public Set<DataNeed> needs() {
    return EnumSet.of(DataNeed.PAIRED_DIGITS, DataNeed.STATEMENTS);
  }

  @Override
  public List<Job> jobs(Size size, List<Long> seeds, ExperimentData data) {
    List<Job> jobs = new ArrayList<>();
    List<String> quick = size == Size.QUICK ? List.of("training.epochs=2") : List.of();
    boolean isQuick = size == Size.QUICK;
    jobs.add(
        new BenchJob(
            STEP, List.of(STEP_TIME, STEP_MEMORY), isQuick ? 1 : 3, isQuick ? 0.2 : 1, 30));
    for (long seed : seeds) {
      jobs.add(job(MIXTURE, "fusion-mixture", quick, seed, Optional.empty(), 38));
      jobs.add(job(INTERACTIONS, "fusion-interactions", quick, seed, Optional.empty(), 30));
      jobs.add(job(DIGITS, "fusion-digits", quick, seed, Optional.of(DataNeed.PAIRED_DIGITS), 240));
      jobs.add(job(STATEMENTS, "fusion-nlvr", quick, seed, Optional.of(DataNeed.STATEMENTS), 185));
      for (double ratio : RATIOS) {
        List<String> settings = new ArrayList<>(quick);
        settings.addAll(mixture(ratio));
        jobs.add(
            new FusionJob(
                sweep(ratio), "fusion-mixture", settings, SWEPT, seed, Optional.empty(), 23));
      }
    }
    return jobs;
  }

  private static Job job(
      String group,
      String recipe,
      List<String> settings,
      long seed,
      Optional<DataNeed> reads,
      double work) {
    return new FusionJob(group, recipe, settings, List.of(), seed, reads, work);
  }

  /** Name of a group of the sweep. */
  static String sweep(double ratio) {
    return "mixture-unique-%d".formatted(Math.round(100 * ratio));
  }

  private static List<String> mixture(double ratio) {
    double rest = 1 - UNIQUE_SECOND;
    return List.of(
        String.format(Locale.ROOT, "data.mixture.shared=%.4f", rest * (1 - ratio)),
        String.format(
            Locale.ROOT, "data.mixture.unique=[%.4f, %.4f]", rest * ratio, UNIQUE_SECOND));
  }

  @Override
  public Conclusion conclude(Outcome outcome) {
    return new FusionBalanceConclusion(outcome).conclusion();
  }
}
