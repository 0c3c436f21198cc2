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

  @Override
  public void write(HtmlWriter html) {
    TableText text = TableText.of(table);
    String caption = html.id("table-caption");
    html.open("figure", "class", "table");
    Captions.write(
        html, caption, html.number("Table"), table.title(), table.explanation(), text.note());
    html.open("div", "class", "scroll", "role", "region", "tabindex", "0");
    writeTable(html, table, text, caption);
    html.close().close().line();
  }

  /** The bare table; {@code caption} is the id of what names it. */
  static void writeTable(HtmlWriter html, ResultTable table, TableText text, String caption) {
    html.open("table", "aria-labelledby", caption).open("thead").open("tr");
    for (int column = 0; column < table.columns().size(); column++) {
      boolean numeric = text.numeric().get(column);
      html.element(
          "th", table.columns().get(column), "scope", "col", "class", numeric ? "number" : "text");
    }
    html.close().close().line().open("tbody");
    for (int row = 0; row < table.rows().size(); row++) {
      writeRow(html, table.rows().get(row), text.cells().get(row), text.numeric());
    }
    html.close().close();
  }

  private static void writeRow(
      HtmlWriter html, List<Cell> cells, List<String> texts, List<Boolean> numeric) {
    html.open("tr");
    for (int column = 0; column < cells.size(); column++) {
      String kind = numeric.get(column) ? "number" : "text";
      if (cells.get(column) instanceof Cell.Judged judged) {
        html.open("td");
        html.element("span", texts.get(column), "class", colour(judged.verdict())).close();
      } else if (column == 0) {
        html.element("th", texts.get(column), "scope", "row", "class", kind);
      } else {
        html.element("td", texts.get(column), "class", kind);
      }
    }
    html.close().line();
  }

  private static String colour(Verdict verdict) {
    return verdict == Verdict.HOLDS ? "verdict holds" : "verdict short";
  }
}
