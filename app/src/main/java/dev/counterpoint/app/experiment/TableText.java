package dev.counterpoint.app.experiment;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a {@link ResultTable} says, cell by cell, before it is laid out. Where all means of a table
 * are over the same number of seeds, n is said once in the note, not in each cell.
 *
 * @param cells text of each cell, row by row
 * @param numeric for each column, whether it holds numbers, which are set flush right
 * @param note what "±" and n mean in this table; empty if there are no means
 */
public record TableText(List<List<String>> cells, List<Boolean> numeric, String note) {

  /** What stands where there is no number. */
  public static final String NO_NUMBER = "–";

  /** Puts the table into words. */
  public static TableText of(ResultTable table) {
    List<SampleMean> means =
        table.rows().stream()
            .flatMap(List::stream)
            .map(cell -> cell instanceof Cell.Number number ? number.value() : null)
            .filter(value -> value != null && value.n() > 0)
            .toList();
    Set<Integer> sizes = means.stream().map(SampleMean::n).collect(Collectors.toSet());
    boolean sameForAll = sizes.size() <= 1;
    List<List<String>> cells =
        table.rows().stream()
            .map(row -> row.stream().map(cell -> text(cell, !sameForAll)).toList())
            .toList();
    List<Boolean> numeric =
        IntStream.range(0, table.columns().size())
            .mapToObj(column -> isNumeric(table, column))
            .toList();
    return new TableText(cells, numeric, note(means, sizes));
  }

  /**
   * A number with a fixed count of decimals and a point, whatever the user's language.
   *
   * @return the number, or {@link #NO_NUMBER} if it is not finite
   */
  public static String number(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return NO_NUMBER;
    }
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
  }

  /** Decimals that show a figure of this size in full: 2, and more for figures below 1. */
  public static int decimalsFor(double value, String unit) {
    double size = Math.abs(value);
    return unit.equals("%") || !(size > 0 && size < 1) ? 2 : 4;
  }

  private static String text(Cell cell, boolean withN) {
    if (cell instanceof Cell.Number number) {
      SampleMean value = number.value();
      String text = number(value.mean(), number.decimals());
      if (value.standardError() != null && !Double.isNaN(value.mean())) {
        text += " ± " + number(value.standardError(), number.decimals());
      }
      return withN && value.n() > 0 ? text + " (" + value.n() + ")" : text;
    }
    return cell instanceof Cell.Judged judged ? judged.verdict().word() : ((Cell.Text) cell).text();
  }

  private static boolean isNumeric(ResultTable table, int column) {
    List<Cell> filled =
        table.rows().stream()
            .map(row -> row.get(column))
            .filter(cell -> !(cell instanceof Cell.Text text && isBlank(text.text())))
            .toList();
    return !filled.isEmpty() && filled.stream().allMatch(Cell.Number.class::isInstance);
  }

  private static boolean isBlank(String text) {
    return text.isBlank() || text.equals(NO_NUMBER);
  }

  private static String note(List<SampleMean> means, Set<Integer> sizes) {
    if (means.isEmpty()) {
      return "";
    }
    boolean errors = means.stream().map(SampleMean::standardError).anyMatch(Objects::nonNull);
    if (sizes.size() > 1) {
      return errors
          ? "Mean ± standard error, number of seeds in brackets."
          : "Number of seeds in brackets.";
    }
    int n = sizes.iterator().next();
    if (n == 1) {
      return "One seed, so no standard error.";
    }
    return errors ? "Mean ± standard error over " + n + " seeds." : "Mean over " + n + " seeds.";
  }
}
