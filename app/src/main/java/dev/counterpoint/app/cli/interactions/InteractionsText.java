package dev.counterpoint.app.cli.interactions;

import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.interactions.InteractionsReport;
import dev.counterpoint.app.interactions.Quantity;
import dev.counterpoint.app.report.ConsoleTable;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** A report on interactions for the console. */
final class InteractionsText {

  private static final int DECIMALS = 4;

  private InteractionsText() {}

  static String of(InteractionsReport report) {
    ConsoleTable tables = new ConsoleTable(Charset.defaultCharset());
    return String.format(
            Locale.ROOT,
            "%s: %s, %,d rows, %d x %d symbols, %d labels%n%n",
            report.source(),
            report.kind(),
            report.rows(),
            report.firstSymbols(),
            report.secondSymbols(),
            report.labels())
        + tables.table(table("Information (bits)", report, report.bits().values()))
        + System.lineSeparator()
        + tables.table(
            table("Accuracy of the best prediction", report, report.accuracies().values()))
        + System.lineSeparator()
        + notes(report);
  }

  private static ResultTable table(
      String title, InteractionsReport report, Collection<Quantity> quantities) {
    boolean intervals = report.replicates() > 0;
    List<String> columns = new ArrayList<>(List.of("", "Estimate"));
    if (intervals) {
      columns.add("%.0f %% interval".formatted(100 * report.level()));
      columns.add("Bias");
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (Quantity quantity : quantities) {
      List<Cell> row = new ArrayList<>();
      row.add(Cell.text(quantity.name()));
      row.add(Cell.number(quantity.estimate(), DECIMALS));
      if (intervals) {
        row.add(
            Cell.text(String.format(Locale.ROOT, "%.4f .. %.4f", quantity.low(), quantity.high())));
        row.add(Cell.number(quantity.bias(), DECIMALS));
      }
      rows.add(row);
    }
    return new ResultTable(title, "", columns, rows);
  }

  /** Of accuracy by the second modality, in points. */
  private static double gain(InteractionsReport report, String bound) {
    return 100
        * (report.accuracies().get(bound).estimate()
            - report.accuracies().get("unimodal").estimate());
  }

  private static String notes(InteractionsReport report) {
    StringBuilder notes = new StringBuilder();
    notes.append(
        String.format(
            Locale.ROOT,
            "R, U1, U2 and S are those of the table to within %.1e bits (duality gap).%n"
                + "\"At least\" and \"at most\" use no labeled pair; below zero they say nothing.%n"
                + "By these, both together are better than the better one alone by %.1f to %.1f"
                + " points.%n",
            report.gap(),
            gain(report, "bothAtLeast"),
            gain(report, "bothAtMost")));
    if (report.replicates() > 0) {
      notes.append(
          String.format(
              Locale.ROOT,
              "Intervals and bias: %d bootstrap samples; an estimate is probably too large by its"
                  + " bias.%n",
              report.replicates()));
    }
    if (report.millerMadowBias() != null) {
      notes.append(
          String.format(
              Locale.ROOT,
              "Bias of all information by Miller and Madow: %.4f bits.%n",
              report.millerMadowBias()));
    }
    return notes.toString();
  }
}
