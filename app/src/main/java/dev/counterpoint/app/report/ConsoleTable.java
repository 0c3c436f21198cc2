package dev.counterpoint.app.report;

import dev.counterpoint.app.experiment.Claim;
import dev.counterpoint.app.experiment.ClaimsTable;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.Provenance;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.experiment.TableText;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Writes tables and verdicts as aligned plain text for the terminal. */
public final class ConsoleTable {

  /** A cell with more characters is broken into lines. */
  private static final int WIDEST_CELL = 44;

  private static final String GAP = "  ";

  private final boolean plainAscii;

  /**
   * Creates a writer for a terminal.
   *
   * @param charset what the terminal shows; where it has no "±", "+-" takes its place
   */
  public ConsoleTable(Charset charset) {
    CharsetEncoder encoder = charset.canEncode() ? charset.newEncoder() : null;
    this.plainAscii = encoder == null || !encoder.canEncode("±–·");
  }

  /** The console's verdict: provenance, warnings, one row per claim, and how many hold. */
  public String results(ExperimentResults results) {
    Provenance provenance = Provenance.of(results);
    StringBuilder out = new StringBuilder();
    out.append(results.experiment()).append(": ").append(provenance.line()).append('\n');
    provenance.warnings().forEach(warning -> out.append("!! ").append(warning).append('\n'));
    return legible(out.toString()) + "\n" + claims(results.claims());
  }

  /** One row per claim, and how many hold. */
  public String claims(List<Claim> claims) {
    return table(ClaimsTable.of("", claims)) + "\n" + ClaimsTable.summary(claims) + "\n";
  }

  /** Title, header, rows and note; ends with a line feed. */
  public String table(ResultTable table) {
    TableText text = TableText.of(table);
    List<List<List<String>>> rows = new ArrayList<>();
    rows.add(broken(table.columns()));
    text.cells().forEach(cells -> rows.add(broken(cells)));
    int[] widths = new int[table.columns().size()];
    for (List<List<String>> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        int widest = row.get(column).stream().mapToInt(ConsoleTable::width).max().orElse(0);
        widths[column] = Math.max(widths[column], widest);
      }
    }
    StringBuilder out = new StringBuilder();
    if (!table.title().isBlank()) {
      out.append(legible(table.title())).append('\n');
    }
    append(out, rows.get(0), widths, text.numeric());
    append(out, rules(widths), widths, text.numeric());
    rows.subList(1, rows.size()).forEach(row -> append(out, row, widths, text.numeric()));
    return text.note().isEmpty()
        ? out.toString()
        : out.append(legible(text.note())).append('\n').toString();
  }

  private void append(
      StringBuilder out, List<List<String>> row, int[] widths, List<Boolean> numeric) {
    int lines = row.stream().mapToInt(List::size).max().orElse(1);
    for (int line = 0; line < lines; line++) {
      StringBuilder text = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        List<String> cell = row.get(column);
        String part = line < cell.size() ? cell.get(line) : "";
        String space = " ".repeat(widths[column] - width(part));
        text.append(column == 0 ? "" : GAP);
        text.append(numeric.get(column) ? space + part : part + space);
      }
      out.append(text.toString().stripTrailing()).append('\n');
    }
  }

  private static List<List<String>> rules(int[] widths) {
    List<List<String>> rules = new ArrayList<>();
    for (int width : widths) {
      rules.add(List.of("-".repeat(width)));
    }
    return rules;
  }

  private List<List<String>> broken(List<String> cells) {
    return cells.stream().map(cell -> lines(legible(cell))).toList();
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+")) {
      if (!line.isEmpty() && width(line) + 1 + width(word) > WIDEST_CELL) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return Collections.unmodifiableList(lines);
  }

  private static int width(CharSequence text) {
    return (int) text.codePoints().count();
  }

  private String legible(String text) {
    return plainAscii ? text.replace("±", "+-").replace("–", "-").replace(" · ", ", ") : text;
  }
}
