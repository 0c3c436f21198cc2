package dev.counterpoint.app.reproduce.connection;

import dev.counterpoint.app.reproduce.Experiment;
import dev.counterpoint.app.reproduce.Size;
import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.reproduce.job.Job;
import dev.counterpoint.app.reproduce.job.SimulationJob;
import dev.counterpoint.app.simulation.ConnectionSweep;
import dev.counterpoint.models.connection.ConnectionFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Lu 2023: which assumption carries the gap of O(sqrt n). */
public final class ConnectionExperiment implements Experiment {

  static final List<Integer> LABELED = List.of(16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096);

  private static final double NOISE = 0.5;
  private static final int PLACES = 1 << 20;

  @Override
  public String name() {
    return "connection-heterogeneity";
  }

  @Override
  public String summary() {
    return "Connection and heterogeneity: when a second modality in training helps with one at"
        + " test, and how much.";
  }

  /** A seed draws many times: see {@link #repetitions}. */
  @Override
  public int seeds(Size size) {
    return size == Size.PAPER ? 5 : 1;
  }

  private static int repetitions(Size size) {
    return size == Size.QUICK ? 10 : 100;
  }

  @Override
  public Set<DataNeed> needs() {
    return Set.of();
  }

  /** Name of a family's group. */
  static String group(ConnectionFamily family) {
    return family.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public List<Job> jobs(Size size, List<Long> seeds, ExperimentData data) {
    List<Job> jobs = new ArrayList<>();
    for (long seed : seeds) {
      for (ConnectionFamily family : ConnectionFamily.values()) {
        ConnectionSweep sweep =
            new ConnectionSweep(List.of(family), LABELED, repetitions(size), NOISE, PLACES);
        List<String> options =
            List.of(
                "--families",
                group(family),
                "--labeled",
                LABELED.stream().map(String::valueOf).collect(Collectors.joining(",")),
                "--repetitions",
                Integer.toString(sweep.repetitions()),
                "--noise",
                Double.toString(NOISE),
                "--places",
                Integer.toString(PLACES));
        jobs.add(
            new SimulationJob(
                group(family),
                "connection",
                options,
                sweep.key(),
                seed,
                family.heterogeneous() ? 300 : 30));
      }
    }
    return jobs;
  }

  @Override
  public Conclusion conclude(Outcome outcome) {
    return new ConnectionConclusion(outcome).conclusion();
  }
}
