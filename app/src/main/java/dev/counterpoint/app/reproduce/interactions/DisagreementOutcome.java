package dev.counterpoint.app.reproduce.interactions;

import dev.counterpoint.app.experiment.Claim;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.experiment.Target;
import dev.counterpoint.app.reproduce.Experiment.Outcome;
import dev.counterpoint.app.reproduce.job.SimulationResult;
import dev.counterpoint.app.simulation.DisagreementStudy;
import dev.counterpoint.app.simulation.DisagreementTable;
import dev.counterpoint.app.statistics.ComparisonTable;
import dev.counterpoint.app.statistics.Interval;
import dev.counterpoint.app.statistics.MethodComparison;
import dev.counterpoint.app.statistics.Outcomes;
import dev.counterpoint.app.statistics.PairedTTest;
import dev.counterpoint.models.disagreement.Keeping;
import java.util.List;
import java.util.stream.Stream;

/** What towers without labels keep, and what is claimed of it. */
final class DisagreementOutcome {

  private static final String AGREEMENT = Keeping.AGREEMENT.text();
  private static final String PLAIN = Keeping.AGREEMENT_AND_WITHIN.text();
  private static final String BOTH = Keeping.AGREEMENT_AND_DISAGREEMENT.text();

  private final DisagreementTable table;

  DisagreementOutcome(Outcome outcome) {
    this.table =
        new DisagreementTable(
            outcome.group(InteractionsExperiment.DISAGREEMENT).stream()
                .map(job -> job.result(SimulationResult.class).simulated().runs())
                .toList());
  }

  ResultTable kept() {
    return table.kept();
  }

  /** Accuracy on the unique labels against that of agreement alone. */
  ResultTable unique() {
    return ComparisonTable.of(
        "Unique labels, mean of both, accuracy in %",
        MethodComparison.against(
            outcomes(AGREEMENT),
            Stream.of(Keeping.values())
                .map(Keeping::text)
                .filter(name -> !name.equals(AGREEMENT))
                .map(this::outcomes)
                .toList()),
        1);
  }

  private Outcomes outcomes(String method) {
    return Outcomes.ofSeeds(method, table.unique(method));
  }

  List<Claim> claims() {
    return List.of(
        claim(
            "towers.agreement.shared",
            "Agreement alone keeps what both modalities show: points below the inputs",
            difference(
                table.values(DisagreementStudy.INPUTS, "shared"),
                table.values(AGREEMENT, "shared")),
            Target.atMost(2)),
        claim(
            "towers.agreement.unique",
            "Agreement alone loses what one shows: accuracy on unique labels (chance 50 %)",
            table.unique(AGREEMENT),
            Target.atMost(60)),
        claim(
            "towers.both.unique",
            "With disagreement unique labels are kept: points above agreement alone, low end of"
                + " the 95 % interval",
            low(difference(table.unique(BOTH), table.unique(AGREEMENT))),
            Target.atLeast(0)),
        claim(
            "towers.both.shared",
            "And the shared one is not lost: points above agreement alone",
            difference(table.values(BOTH, "shared"), table.values(AGREEMENT, "shared")),
            Target.atLeast(-1)),
        claim(
            "towers.both.synergy",
            "And synergy is kept: points above agreement alone, low end of the 95 % interval",
            low(difference(table.values(BOTH, "synergy"), table.values(AGREEMENT, "synergy"))),
            Target.atLeast(0)),
        claim(
            "towers.condition",
            "Negatives that agree keep the shared label out of the own parts: points below any"
                + " negatives, low end of the 95 % interval",
            low(difference(table.values(PLAIN, "ownShared"), table.values(BOTH, "ownShared"))),
            Target.atLeast(0)));
  }

  private static Claim claim(String id, String text, double[] values, Target target) {
    return Claim.of(id, text, "ours", "", values, null, target);
  }

  private static double[] difference(double[] of, double[] from) {
    double[] difference = new double[of.length];
    for (int i = 0; i < of.length; i++) {
      difference[i] = of[i] - from[i];
    }
    return difference;
  }

  /** NaN, which meets no target, where there are too few seeds to tell. */
  private static double[] low(double[] differences) {
    Interval interval = PairedTTest.of(differences).interval();
    return new double[] {interval == null ? Double.NaN : interval.low()};
  }
}
