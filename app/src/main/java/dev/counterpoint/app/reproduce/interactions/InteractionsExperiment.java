package dev.counterpoint.app.reproduce.interactions;

import dev.counterpoint.app.reproduce.Experiment;
import dev.counterpoint.app.reproduce.Size;
import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.reproduce.job.Job;
import dev.counterpoint.app.reproduce.job.SimulationJob;
import dev.counterpoint.app.simulation.InteractionsStudy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Liang et al. 2023: decompositions against closed forms, and bounds on random distributions. */
public final class InteractionsExperiment implements Experiment {

  static final String RANDOM = "random-distributions";

  private static final List<Integer> SHAPE = List.of(2, 2, 2);
  private static final int EXAMPLES = 10_000;

  @Override
  public String name() {
    return "interactions";
  }

  @Override
  public String summary() {
    return "Interactions: redundancy, uniqueness and synergy against closed forms, and bounds on"
        + " synergy and accuracy without labeled pairs.";
  }

  /** A seed draws many distributions. */
  @Override
  public int seeds(Size size) {
    return size == Size.PAPER ? 3 : 1;
  }

  @Override
  public Set<DataNeed> needs() {
    return Set.of();
  }

  @Override
  public List<Job> jobs(Size size, List<Long> seeds, ExperimentData data) {
    int distributions = size == Size.QUICK ? 5_000 : 100_000;
    InteractionsStudy study = new InteractionsStudy(SHAPE, distributions, 1_000, EXAMPLES);
    List<Job> jobs = new ArrayList<>();
    for (long seed : seeds) {
      jobs.add(
          new SimulationJob(
              RANDOM,
              "interactions",
              List.of(
                  "--shape",
                  "2,2,2",
                  "--distributions",
                  Integer.toString(distributions),
                  "--sampled",
                  Integer.toString(study.sampled()),
                  "--examples",
                  Integer.toString(EXAMPLES)),
              study.key(),
              seed,
              distributions / 100.0));
    }
    return jobs;
  }

  @Override
  public Conclusion conclude(Outcome outcome) {
    return new InteractionsConclusion(outcome).conclusion();
  }
}
