package dev.counterpoint.app.bench;

import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ResultTable;
import java.util.Comparator;
import java.util.List;

/** Results of a benchmark as a table, the slowest against its peer first. */
public final class BenchTable {

  private static final List<String> COLUMNS =
      List.of("id", "ours", "peer", "unit", "ratio", "low", "high");

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
            .sorted(Comparator.comparingDouble(BenchResult::ratio))
            .map(BenchTable::row)
            .toList());
  }

  private static List<Cell> row(BenchResult result) {
    return List.of(
        Cell.text(result.id()),
        figure(result.ours(), 0),
        figure(result.peer(), 0),
        Cell.text(result.unit()),
        figure(result.ratio(), 3),
        figure(result.low(), 3),
        figure(result.high(), 3));
  }

  private static Cell figure(double value, int decimals) {
    return Double.isNaN(value) ? Cell.text("-") : Cell.number(value, decimals);
  }
}
