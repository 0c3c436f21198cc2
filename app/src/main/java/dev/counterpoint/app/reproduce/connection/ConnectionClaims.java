package dev.counterpoint.app.reproduce.connection;

import dev.counterpoint.app.experiment.Claim;
import dev.counterpoint.app.experiment.Target;
import dev.counterpoint.app.statistics.Interval;
import dev.counterpoint.app.statistics.PairedTTest;
import dev.counterpoint.models.connection.ConnectionFamily;
import java.util.ArrayList;
import java.util.List;

/** What Lu 2023 proves, asked of families. */
final class ConnectionClaims {

  private static final String SOURCE = "Lu 2023, gap of O(sqrt n)";

  private ConnectionClaims() {}

  static List<Claim> of(ConnectionOutcome outcome) {
    List<Claim> claims = new ArrayList<>();
    double[] both = outcome.exponents(ConnectionFamily.BOTH);
    Interval interval = PairedTTest.of(both).interval();
    claims.add(
        Claim.of(
            "both.exponent",
            "With connection and heterogeneity the ratio of errors grows as a power of n: exponent",
            SOURCE,
            "",
            both,
            0.5,
            Target.between(0.4, 0.6)));
    claims.add(
        Claim.of(
            "both.interval",
            "Its 95 % interval holds 1/2 (1: yes)",
            SOURCE,
            "",
            new double[] {interval != null && interval.contains(0.5) ? 1 : 0},
            null,
            Target.atLeast(1)));
    claims.add(
        Claim.of(
            "both.width",
            "And is narrow: its width",
            "ours",
            "",
            new double[] {interval == null ? Double.NaN : interval.high() - interval.low()},
            null,
            Target.atMost(0.2)));
    for (ConnectionFamily family : ConnectionFamily.values()) {
      if (family != ConnectionFamily.BOTH) {
        claims.add(
            Claim.of(
                ConnectionExperiment.group(family) + ".exponent",
                title(family) + ": the ratio does not grow: exponent",
                "Lu 2023: both assumptions are needed",
                "",
                outcome.exponents(family),
                0.0,
                Target.between(-0.05, 0.05)));
      }
    }
    return claims;
  }

  static String title(ConnectionFamily family) {
    return switch (family) {
      case BOTH -> "Both assumptions";
      case CONNECTION_ALONE -> "Connection alone";
      case HETEROGENEITY_ALONE -> "Heterogeneity alone";
      case NEITHER -> "Neither";
    };
  }
}
