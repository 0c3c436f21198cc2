package dev.counterpoint.app.reproduce.latentquality;

import dev.counterpoint.app.fusion.quality.QualitySizes;
import dev.counterpoint.app.reproduce.Experiment;
import dev.counterpoint.app.reproduce.Size;
import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.reproduce.job.Job;
import dev.counterpoint.app.reproduce.job.LatentQualityJob;
import dev.counterpoint.app.reproduce.job.SimulationJob;
import dev.counterpoint.app.simulation.LatentQualitySweep;
import dev.counterpoint.models.latentquality.LatentQualitySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Huang et al. 2021: more modalities, better latents, on a family whose latent is known, and with
 * encoders that are trained on halves of digits and recordings.
 */
public final class LatentQualityExperiment implements Experiment {

  static final String LINEAR = "linear-family";
  static final String DIGITS = "digits";
  static final List<Integer> EXAMPLES = List.of(16, 24, 32, 48, 64, 128, 256, 1_024, 4_096);

  private static final List<Integer> QUICK_PAIRS = List.of(50, 200);

  /** Encoders small enough for 126 trainings in minutes; noise as the recipe has it. */
  private static final List<String> SETTINGS =
      List.of(
          "data.digits.halves=true",
          "data.digits.train=6000",
          "data.digits.validation=600",
          "data.digits.test=2000",
          "encoders.picture=mlp",
          "encoders.features=32");

  private static final List<String> QUICK =
      List.of(
          "data.digits.train=800",
          "data.digits.validation=200",
          "data.digits.test=400",
          "training.epochs=8");

  @Override
  public String name() {
    return "latent-quality";
  }

  @Override
  public String summary() {
    return "Latent quality: what every subset of three modalities learns from few and from many"
        + " examples.";
  }

  @Override
  public Set<DataNeed> needs() {
    return Set.of(DataNeed.PAIRED_DIGITS);
  }

  @Override
  public List<Job> jobs(Size size, List<Long> seeds, ExperimentData data) {
    int repetitions = size == Size.QUICK ? 20 : 100;
    LatentQualitySweep sweep =
        new LatentQualitySweep(LatentQualitySettings.THREE, EXAMPLES, repetitions);
    List<String> options =
        List.of(
            "--examples",
            EXAMPLES.stream().map(String::valueOf).collect(Collectors.joining(",")),
            "--repetitions",
            Integer.toString(repetitions));
    List<String> settings = new ArrayList<>(SETTINGS);
    if (size == Size.QUICK) {
      settings.addAll(QUICK);
    }
    List<Integer> pairs = size == Size.QUICK ? QUICK_PAIRS : QualitySizes.STANDARD;
    List<Job> jobs = new ArrayList<>();
    for (long seed : seeds) {
      jobs.add(
          new SimulationJob(
              LINEAR, "latent-quality", options, sweep.key(), seed, 2.0 * repetitions));
      jobs.add(
          new LatentQualityJob(
              DIGITS, "fusion-digits", settings, pairs, seed, size == Size.QUICK ? 20 : 200));
    }
    return jobs;
  }

  @Override
  public Conclusion conclude(Outcome outcome) {
    return new LatentQualityConclusion(outcome).conclusion();
  }
}
