package dev.counterpoint.app.report.chart;

import dev.counterpoint.app.experiment.TableText;
import dev.counterpoint.app.report.Captions;
import dev.counterpoint.app.report.Element;
import dev.counterpoint.app.report.HtmlWriter;
import java.util.List;
import java.util.Locale;

/**
 * A matrix as a table with shaded cells, such as a confusion matrix.
 *
 * @param title what the cells hold, with the unit
 * @param explanation how to read it; may be empty
 * @param rowsLabel what the rows are: "true digit"
 * @param columnsLabel what the columns are: "predicted digit"
 * @param rows names of the rows
 * @param columns names of the columns
 * @param values {@code (rows, columns)}; a value that is not finite is shown as a dash; not copied
 * @param decimals digits after the point
 */
public record HeatMap(
    String title,
    String explanation,
    String rowsLabel,
    String columnsLabel,
    List<String> rows,
    List<String> columns,
    double[][] values,
    int decimals)
    implements Element {

  /** With more, black on blue is hard to read in print and white on blue at night. */
  private static final double STRONGEST = 0.6;

  private static final String SHADING = "The shade grows with the square root of the value.";

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException if names and values do not fit together
   */
  public HeatMap {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
    boolean fits = values.length == rows.size();
    for (double[] row : values) {
      fits &= row.length == columns.size();
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "heat map \"%s\": values are not %d x %d".formatted(title, rows.size(), columns.size()));
    }
  }

  @Override
  public void write(HtmlWriter html) {
    double low = Math.min(0, extreme(false));
    double high = extreme(true);
    String caption = html.id("table-caption");
    html.open("figure", "class", "table heat");
    Captions.write(html, caption, html.number("Table"), title, explanation, SHADING);
    html.open(
        "div", "class", "scroll", "role", "region", "tabindex", "0", "aria-labelledby", caption);
    html.open("table", "aria-labelledby", caption).open("thead").open("tr");
    html.element("td", rowsLabel + " ↓", "class", "corner");
    String width = String.valueOf(columns.size());
    html.element("td", columnsLabel + " →", "class", "axis", "colspan", width);
    html.close().open("tr").element("td", "");
    columns.forEach(column -> html.element("th", column, "scope", "col"));
    html.close().close().line().open("tbody");
    for (int r = 0; r < rows.size(); r++) {
      html.open("tr").element("th", rows.get(r), "scope", "row");
      for (double value : values[r]) {
        html.element("td", TableText.number(value, decimals), "style", shade(value, low, high));
      }
      html.close().line();
    }
    html.close().close().close().close().line();
  }

  private double extreme(boolean largest) {
    double extreme = largest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    for (double[] row : values) {
      for (double value : row) {
        if (Double.isFinite(value)) {
          extreme = largest ? Math.max(extreme, value) : Math.min(extreme, value);
        }
      }
    }
    return extreme;
  }

  private static String shade(double value, double low, double high) {
    boolean shaded = high > low && Double.isFinite(value);
    // The root lets a confusion of 2 % show beside 90 % that are right.
    double share = shaded ? Math.sqrt((value - low) / (high - low)) : 0;
    return String.format(Locale.ROOT, "background:rgba(0,114,178,%.3f)", STRONGEST * share);
  }
}
