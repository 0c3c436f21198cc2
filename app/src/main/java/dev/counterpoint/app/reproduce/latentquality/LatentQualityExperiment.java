package dev.counterpoint.app.reproduce.latentquality;

import dev.counterpoint.app.reproduce.Experiment;
import dev.counterpoint.app.reproduce.Size;
import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.reproduce.job.Job;
import dev.counterpoint.app.reproduce.job.SimulationJob;
import dev.counterpoint.app.simulation.LatentQualitySweep;
import dev.counterpoint.models.latentquality.LatentQualitySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Huang et al. 2021: more modalities, better latents, on a family whose latent is known. */
public final class LatentQualityExperiment implements Experiment {

  static final String LINEAR = "linear-family";
  static final List<Integer> EXAMPLES = List.of(16, 24, 32, 48, 64, 128, 256, 1_024, 4_096);

  @Override
  public String name() {
    return "latent-quality";
  }

  @Override
  public String summary() {
    return "Latent quality: what every subset of three modalities learns from few and from many"
        + " examples.";
  }

  /** A seed draws many families. */
  @Override
  public int seeds(Size size) {
    return size == Size.PAPER ? 5 : 1;
  }

  @Override
  public Set<DataNeed> needs() {
    return Set.of();
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
    List<Job> jobs = new ArrayList<>();
    for (long seed : seeds) {
      jobs.add(
          new SimulationJob(
              LINEAR, "latent-quality", options, sweep.key(), seed, 2.0 * repetitions));
    }
    return jobs;
  }

  @Override
  public Conclusion conclude(Outcome outcome) {
    return new LatentQualityConclusion(outcome).conclusion();
  }
}
