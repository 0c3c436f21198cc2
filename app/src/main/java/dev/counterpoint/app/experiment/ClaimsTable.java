package dev.counterpoint.app.experiment;

import java.util.ArrayList;
import java.util.List;

/** The table of an experiment's claims: measured, paper, target, verdict. */
public final class ClaimsTable {

  private ClaimsTable() {}

  /**
   * Makes the table.
   *
   * @param title its title
   * @param claims one row each
   */
  public static ResultTable of(String title, List<Claim> claims) {
    List<String> units = claims.stream().map(Claim::unit).distinct().toList();
    String unit = units.size() == 1 && !units.get(0).isEmpty() ? " (" + units.get(0) + ")" : "";
    boolean unitInRows = units.size() > 1;
    boolean sources = claims.stream().anyMatch(claim -> !claim.source().isEmpty());
    List<String> columns = new ArrayList<>(List.of("Claim"));
    if (sources) {
      columns.add("Source");
    }
    columns.addAll(List.of("Measured" + unit, "Paper", "Target", "Verdict"));
    List<List<Cell>> rows = new ArrayList<>();
    for (Claim claim : claims) {
      rows.add(row(claim, unitInRows, sources));
    }
    return new ResultTable(title, "", columns, rows);
  }

  /**
   * A claim's row: its text, source, what was measured, the paper's number, target and verdict.
   *
   * @param named whether its text names the unit
   * @param withSource whether there is a column for the source
   */
  public static List<Cell> row(Claim claim, boolean named, boolean withSource) {
    int decimals = TableText.decimalsFor(claim.measured(), claim.unit());
    boolean unit = named && !claim.unit().isEmpty();
    List<Cell> row = new ArrayList<>();
    row.add(Cell.text(unit ? claim.text() + " (" + claim.unit() + ")" : claim.text()));
    if (withSource) {
      row.add(Cell.text(claim.source()));
    }
    row.add(Cell.mean(claim.mean(), decimals));
    row.add(
        claim.paper() == null
            ? Cell.text(TableText.NO_NUMBER)
            : Cell.number(claim.paper(), decimals));
    row.add(Cell.text(claim.target().text()));
    row.add(Cell.verdict(claim.verdict()));
    return row;
  }

  /** "4 of 5 claims hold; single.test falls short." */
  public static String summary(List<Claim> claims) {
    List<String> missed =
        claims.stream().filter(claim -> claim.verdict() != Verdict.HOLDS).map(Claim::id).toList();
    int held = claims.size() - missed.size();
    String counted =
        held
            + " of "
            + claims.size()
            + (claims.size() == 1 ? " claim" : " claims")
            + (held == 1 ? " holds" : " hold");
    return switch (missed.size()) {
      case 0 -> counted + ".";
      case 1 -> counted + "; " + missed.get(0) + " falls short.";
      default -> counted + "; " + String.join(", ", missed) + " fall short.";
    };
  }
}
