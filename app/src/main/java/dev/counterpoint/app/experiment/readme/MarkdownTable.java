package dev.counterpoint.app.experiment.readme;

import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.experiment.TableText;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a {@link ResultTable} in GitHub's Markdown. */
public final class MarkdownTable {

  private static final Pattern SPECIAL = Pattern.compile("[\\\\|*_`\\[\\]]");

  private MarkdownTable() {}

  /** Title, explanation, table and note, each a paragraph of its own; ends with a line feed. */
  public static String of(ResultTable table) {
    TableText text = TableText.of(table);
    StringBuilder markdown = new StringBuilder();
    paragraph(markdown, table.title().isEmpty() ? "" : "**" + escape(table.title()) + "**");
    paragraph(markdown, escape(table.explanation()));
    row(markdown, table.columns());
    markdown.append('|');
    text.numeric().forEach(numeric -> markdown.append(numeric ? " ---: |" : " --- |"));
    markdown.append('\n');
    text.cells().forEach(cells -> row(markdown, cells));
    if (!text.note().isEmpty()) {
      markdown.append('\n').append(escape(text.note())).append('\n');
    }
    return markdown.toString();
  }

  /** The text as Markdown that shows it as it is, on one line. */
  static String escape(String text) {
    String line = text.replaceAll("\\s+", " ").replace("&", "&amp;").replace("<", "&lt;");
    return SPECIAL.matcher(line).replaceAll("\\\\$0");
  }

  private static void paragraph(StringBuilder markdown, String text) {
    if (!text.isBlank()) {
      markdown.append(text).append("\n\n");
    }
  }

  private static void row(StringBuilder markdown, List<String> cells) {
    markdown.append(
        cells.stream().map(MarkdownTable::escape).collect(Collectors.joining(" | ", "| ", " |\n")));
  }
}
