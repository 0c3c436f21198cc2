package dev.counterpoint.app.verify;

import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.experiment.readme.MarkdownTable;
import java.util.List;
import java.util.Map;

/** Facts and checks in Markdown, for an issue. */
public final class VerificationTable {

  private VerificationTable() {}

  /**
   * The text.
   *
   * @param facts about the machine, by name
   * @param conclusion what all of it comes to
   */
  public static String of(Map<String, String> facts, List<CheckResult> results, String conclusion) {
    ResultTable machine =
        new ResultTable(
            "",
            "",
            List.of("of the machine", "found"),
            facts.entrySet().stream()
                .map(fact -> List.of(Cell.text(fact.getKey()), Cell.text(fact.getValue())))
                .toList());
    ResultTable checks =
        new ResultTable(
            "",
            "",
            List.of("check", "verdict", "measured", "expected"),
            results.stream().map(VerificationTable::row).toList());
    return MarkdownTable.of(machine)
        + (results.isEmpty() ? "" : "\n" + MarkdownTable.of(checks))
        + "\n"
        + conclusion
        + "\n";
  }

  private static List<Cell> row(CheckResult result) {
    return List.of(
        Cell.text(result.check()),
        Cell.text(result.verdict().toString()),
        Cell.text(result.measured()),
        Cell.text(result.expected()));
  }
}
