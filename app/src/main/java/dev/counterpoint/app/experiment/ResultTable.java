package dev.counterpoint.app.experiment;

import java.util.List;

/**
 * A table of results, to be shown as HTML, Markdown or plain text, and stored in {@code
 * results.json}.
 *
 * @param title what is measured, with its unit: "Test accuracy (%)"
 * @param explanation how to read it; may be empty
 * @param columns names of the columns, the first is that of the rows' names
 * @param rows each with as many cells as there are columns
 */
public record ResultTable(
    String title, String explanation, List<String> columns, List<List<Cell>> rows) {

  /**
   * Checks the shape and copies the lists.
   *
   * @throws IllegalArgumentException if a row has another number of cells than there are columns
   */
  public ResultTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("table \"" + title + "\" has no columns");
    }
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).size() != columns.size()) {
        throw new IllegalArgumentException(
            "table \"%s\", row %d: expected %d cells, found %d"
                .formatted(title, i + 1, columns.size(), rows.get(i).size()));
      }
    }
  }
}
