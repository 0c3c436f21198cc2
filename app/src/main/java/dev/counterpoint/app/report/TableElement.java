package dev.counterpoint.app.report;

import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.experiment.TableText;
import dev.counterpoint.app.experiment.Verdict;
import java.util.List;

/**
 * A {@link ResultTable} on the page.
 *
 * @param table what it shows
 */
public record TableElement(ResultTable table) implements Element {

  /** Shorter texts, such as "at least 82.13", stay on one line. */
  private static final int LONGEST_UNBROKEN = 16;

  @Override
  public void write(HtmlWriter html) {
    TableText text = TableText.of(table);
    String caption = html.id("table-caption");
    html.open("figure", "class", "table");
    Captions.write(
        html, caption, html.number("Table"), table.title(), table.explanation(), text.note());
    html.open(
        "div", "class", "scroll", "role", "region", "tabindex", "0", "aria-labelledby", caption);
    writeTable(html, table, text, caption);
    html.close().close().line();
  }

  /** The bare table; {@code caption} is the id of what names it. */
  public static void writeTable(
      HtmlWriter html, ResultTable table, TableText text, String caption) {
    boolean judged =
        table.rows().stream().flatMap(List::stream).anyMatch(Cell.Judged.class::isInstance);
    String kind = judged ? "judged" : "plain";
    html.open("table", "aria-labelledby", caption, "class", kind).open("thead").open("tr");
    for (int column = 0; column < table.columns().size(); column++) {
      boolean numeric = text.numeric().get(column);
      html.element(
          "th", table.columns().get(column), "scope", "col", "class", numeric ? "number" : "text");
    }
    html.close().close().line().open("tbody");
    for (int row = 0; row < table.rows().size(); row++) {
      writeRow(html, table, row, text);
    }
    html.close().close();
  }

  private static void writeRow(HtmlWriter html, ResultTable table, int row, TableText text) {
    html.open("tr");
    for (int column = 0; column < table.columns().size(); column++) {
      Cell cell = table.rows().get(row).get(column);
      String words = text.cells().get(row).get(column);
      boolean numeric = text.numeric().get(column);
      String kind = numeric ? "number" : words.length() <= LONGEST_UNBROKEN ? "text brief" : "text";
      // On a phone, each cell of a table of verdicts is named by its column.
      String name = table.columns().get(column);
      if (cell instanceof Cell.Judged judged) {
        html.open("td", "data-column", name);
        html.element("span", words, "class", colour(judged.verdict())).close();
      } else if (column == 0) {
        html.element("th", words, "scope", "row", "class", numeric ? "number" : "text");
      } else {
        html.element("td", words, "class", kind, "data-column", name);
      }
    }
    html.close().line();
  }

  private static String colour(Verdict verdict) {
    return verdict == Verdict.HOLDS ? "verdict holds" : "verdict short";
  }
}
