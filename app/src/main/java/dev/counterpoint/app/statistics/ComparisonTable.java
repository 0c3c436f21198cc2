package dev.counterpoint.app.statistics;

import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ResultTable;
import java.util.List;
import java.util.Locale;

/** Comparisons as a table for reports. */
public final class ComparisonTable {

  private static final String UNKNOWN = "-";

  private ComparisonTable() {}

  /**
   * One row for each method; remarks stand in the explanation.
   *
   * @param title what is compared, with its unit
   * @param comparisons at least one, all with the same baseline
   * @param decimals of means and differences
   */
  public static ResultTable of(String title, List<PairedComparison> comparisons, int decimals) {
    StringBuilder explanation =
        new StringBuilder(
            "Differences to %s over the same seeds and splits, with 95 %% intervals of Student's t; Holm's p is for %d methods."
                .formatted(comparisons.get(0).baseline(), comparisons.size()));
    for (PairedComparison comparison : comparisons) {
      if (!comparison.remark().isEmpty()) {
        explanation
            .append(' ')
            .append(comparison.method())
            .append(": ")
            .append(comparison.remark())
            .append('.');
      }
    }
    return new ResultTable(
        title,
        explanation.toString(),
        List.of("Method", "Mean", "Difference", "95 % interval", "p", "p (Holm)", "p (Wilcoxon)"),
        comparisons.stream().map(comparison -> row(comparison, decimals)).toList());
  }

  private static List<Cell> row(PairedComparison comparison, int decimals) {
    return List.of(
        Cell.text(comparison.method()),
        Cell.mean(comparison.mean(), decimals),
        Cell.mean(comparison.difference(), decimals),
        Cell.text(interval(comparison.interval(), decimals)),
        Cell.text(probability(comparison.p())),
        Cell.text(probability(comparison.holm())),
        Cell.text(probability(comparison.wilcoxon())));
  }

  private static String interval(Interval interval, int decimals) {
    String form = "%." + decimals + "f";
    return interval == null
        ? UNKNOWN
        : String.format(Locale.ROOT, form + " .. " + form, interval.low(), interval.high());
  }

  private static String probability(Double p) {
    if (p == null) {
      return UNKNOWN;
    }
    return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", p);
  }
}
