package dev.counterpoint.app.statistics;

import dev.counterpoint.app.experiment.SampleMean;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Several methods beside one baseline, pair by pair. */
public final class MethodComparison {

  private MethodComparison() {}

  /**
   * Compares each method with the baseline; p is corrected for as many methods as have one.
   *
   * @param baseline what the methods are compared with
   * @param methods in the order of the result, with the same runs as the baseline
   * @return one for each method
   * @throws IllegalArgumentException if a method has not the baseline's runs; the text names those
   *     that one of them lacks. A run that failed must be there, as NaN: it is never left out
   *     silently, and leaves no mean, no interval and no p
   */
  public static List<PairedComparison> against(Outcomes baseline, List<Outcomes> methods) {
    List<double[]> differences = new ArrayList<>();
    List<PairedTTest> tests = new ArrayList<>();
    for (Outcomes method : methods) {
      requireSameRuns(baseline, method);
      differences.add(differences(method.numbers(), baseline.numbers()));
      tests.add(PairedTTest.of(differences.get(differences.size() - 1)));
    }
    Double[] holm =
        HolmCorrection.adjust(tests.stream().map(PairedTTest::p).toArray(Double[]::new));
    List<PairedComparison> result = new ArrayList<>();
    for (int i = 0; i < methods.size(); i++) {
      PairedTTest test = tests.get(i);
      double[] of = differences.get(i);
      int wins = 0;
      for (double difference : of) {
        wins += difference > 0 ? 1 : 0;
      }
      result.add(
          new PairedComparison(
              methods.get(i).method(),
              baseline.method(),
              SampleMean.of(methods.get(i).numbers()),
              SampleMean.of(baseline.numbers()),
              test.difference(),
              test.interval(),
              test.p(),
              holm[i],
              WilcoxonSignedRank.of(of).p(),
              wins,
              remark(test)));
    }
    return List.copyOf(result);
  }

  private static void requireSameRuns(Outcomes baseline, Outcomes method) {
    TreeSet<String> lacking = new TreeSet<>(baseline.values().keySet());
    lacking.removeAll(method.values().keySet());
    TreeSet<String> more = new TreeSet<>(method.values().keySet());
    more.removeAll(baseline.values().keySet());
    if (!lacking.isEmpty() || !more.isEmpty()) {
      throw new IllegalArgumentException(
          "pairs need the same runs: %s lacks %s of %s, which lacks %s of it"
              .formatted(method.method(), lacking, baseline.method(), more));
    }
  }

  private static double[] differences(double[] of, double[] from) {
    double[] differences = new double[of.length];
    for (int i = 0; i < of.length; i++) {
      differences[i] = of[i] - from[i];
    }
    return differences;
  }

  private static String remark(PairedTTest test) {
    if (Double.isNaN(test.difference().mean())) {
      return "a run gave no number: no mean, no interval, no test";
    }
    if (test.difference().n() < 2) {
      return "one run: no interval, no test";
    }
    if (test.p() == null) {
      return "all differences are the same: no spread for an interval or a test";
    }
    return "";
  }
}
