package dev.counterpoint.app.bench;

import dev.counterpoint.app.bench.protocol.Unit;
import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ResultTable;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/**
 * Results of a benchmark as a table, whatever is farthest from its bar first, so that what is
 * slower, larger or later than it should be cannot hide; rows without a bar stand last, as they
 * came.
 */
public final class BenchTable {

  /** How the table is read, for whoever prints it. */
  public static final String READING =
      "The ratio is ours over peer: of samples/s and GFLOP/s more is better, of MB, ms and s less."
          + " The last column says what follows from it, and what is farthest behind stands first."
          + " Rows without a bar compare sizes or give shares, and are not judged.";

  private static final List<String> COLUMNS =
      List.of("id", "ours", "peer", "unit", "ratio", "low", "high", "bar", "ours is");

  private BenchTable() {}

  /**
   * The table.
   *
   * @param explanation how it was measured
   */
  public static ResultTable of(String explanation, List<BenchResult> results) {
    return new ResultTable(
        "",
        explanation,
        COLUMNS,
        results.stream()
            // NaN counts as the largest, and what is equal stays in its order.
            .sorted(Comparator.comparingDouble(BenchResult::standing))
            .map(BenchTable::row)
            .toList());
  }

  private static List<Cell> row(BenchResult result) {
    int decimals = Unit.of(result.unit()).shown();
    return List.of(
        Cell.text(result.id()),
        figure(result.ours(), decimals),
        figure(result.peer(), decimals),
        Cell.text(result.unit()),
        figure(result.ratio(), 3),
        figure(result.low(), 3),
        figure(result.high(), 3),
        Cell.text(bar(result)),
        Cell.text(judged(result)));
  }

  private static Cell figure(double value, int decimals) {
    return Double.isNaN(value) ? Cell.text("-") : Cell.number(value, decimals);
  }

  private static String bar(BenchResult result) {
    if (Double.isNaN(result.bar())) {
      return "-";
    }
    String unit = Double.isNaN(result.ratio()) ? " " + result.unit() : "";
    String number = BigDecimal.valueOf(result.bar()).stripTrailingZeros().toPlainString();
    return (Unit.of(result.unit()).higherIsBetter() ? "at least " : "at most ") + number + unit;
  }

  private static String judged(BenchResult result) {
    double standing = result.standing();
    if (Double.isNaN(standing)) {
      return "-";
    }
    if (result.bar() == BenchResult.EVEN && !Double.isNaN(result.ratio())) {
      return standing >= 1 ? "better" : "worse";
    }
    return standing >= 1 ? "within the bar" : "short of the bar";
  }
}
