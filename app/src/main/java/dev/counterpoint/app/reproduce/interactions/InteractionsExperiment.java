package dev.counterpoint.app.reproduce.interactions;

import dev.counterpoint.app.interactions.sets.InteractionSet;
import dev.counterpoint.app.interactions.sets.SetInteractions;
import dev.counterpoint.app.reproduce.Experiment;
import dev.counterpoint.app.reproduce.Size;
import dev.counterpoint.app.reproduce.data.DataNeed;
import dev.counterpoint.app.reproduce.data.ExperimentData;
import dev.counterpoint.app.reproduce.job.Job;
import dev.counterpoint.app.reproduce.job.SetInteractionsJob;
import dev.counterpoint.app.reproduce.job.SimulationJob;
import dev.counterpoint.app.simulation.DisagreementStudy;
import dev.counterpoint.app.simulation.InteractionsStudy;
import dev.counterpoint.models.disagreement.DisagreementSettings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Liang et al. 2023: decompositions against closed forms, bounds on random distributions, and both
 * on data sets, beside what classifiers of them reach; and what towers without labels keep of
 * information whose place is known.
 */
public final class InteractionsExperiment implements Experiment {

  static final String RANDOM = "random-distributions";
  static final String DISAGREEMENT = "towers";

  private static final List<Integer> SHAPE = List.of(2, 2, 2);
  private static final int EXAMPLES = 10_000;

  @Override
  public String name() {
    return "interactions";
  }

  @Override
  public String summary() {
    return "Interactions: redundancy, uniqueness and synergy against closed forms, bounds on synergy"
        + " and accuracy without labeled pairs, both on data sets beside classifiers, and towers"
        + " that keep what modalities disagree on.";
  }

  /** A seed draws many distributions. */
  @Override
  public int seeds(Size size) {
    return size == Size.PAPER ? 3 : 1;
  }

  @Override
  public Set<DataNeed> needs() {
    return EnumSet.of(DataNeed.PAIRED_DIGITS, DataNeed.STATEMENTS);
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
      for (InteractionSet set : InteractionSet.values()) {
        jobs.add(
            new SetInteractionsJob(
                group(set),
                size == Size.QUICK
                    ? new SetInteractions(set, 500, 5)
                    : new SetInteractions(set, 4_000, size == Size.PAPER ? 200 : 50),
                set == InteractionSet.NLVR ? DataNeed.STATEMENTS : DataNeed.PAIRED_DIGITS,
                seed,
                size == Size.QUICK ? 50 : 500));
      }
    }
    jobs.addAll(towers(size));
    return jobs;
  }

  /** Towers have seeds of their own: what they keep is a mean over seeds, in every size. */
  private static List<Job> towers(Size size) {
    DisagreementSettings settings =
        size == Size.QUICK
            ? DisagreementSettings.STANDARD.withEpochs(3)
            : DisagreementSettings.STANDARD;
    DisagreementStudy study = new DisagreementStudy(settings, size == Size.QUICK ? 2_000 : 8_000);
    List<Job> jobs = new ArrayList<>();
    for (long seed = 1; seed <= (size == Size.QUICK ? 2 : size == Size.DEFAULT ? 5 : 10); seed++) {
      jobs.add(
          new SimulationJob(
              DISAGREEMENT,
              "disagreement",
              List.of(
                  "--examples",
                  Integer.toString(study.examples()),
                  "--epochs",
                  Integer.toString(settings.epochs())),
              study.key(),
              seed,
              size == Size.QUICK ? 50 : 500));
    }
    return jobs;
  }

  /** All groups, for the page. */
  static List<String> groups() {
    List<String> groups = new ArrayList<>(List.of(RANDOM, DISAGREEMENT));
    for (InteractionSet set : InteractionSet.values()) {
      groups.add(group(set));
    }
    return groups;
  }

  /** Name of the group of a data set. */
  static String group(InteractionSet set) {
    return "set-" + set.text();
  }

  @Override
  public Conclusion conclude(Outcome outcome) {
    return new InteractionsConclusion(outcome).conclusion();
  }
}
