package dev.counterpoint.app.report;

import dev.counterpoint.app.experiment.Claim;
import dev.counterpoint.app.experiment.ClaimsTable;
import dev.counterpoint.app.experiment.ResultTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A section of a {@link Report}: a heading and what stands under it, in order. */
public final class Section {

  private final String heading;
  private final List<Element> elements = new ArrayList<>();

  Section(String heading) {
    this.heading = heading;
  }

  /** Adds any element: a chart, a heat map, a picture. */
  public Section add(Element element) {
    elements.add(element);
    return this;
  }

  /** Adds running text. */
  public Section paragraph(String text) {
    return add(new Paragraph(text));
  }

  /** Adds a table. */
  public Section table(ResultTable table) {
    return add(new TableElement(table));
  }

  /** Adds the table of claims with their verdicts. */
  public Section claims(List<Claim> claims) {
    return table(ClaimsTable.of("Claims and verdicts", claims));
  }

  /** Adds names with values. */
  public Section facts(String title, Map<String, String> values) {
    return add(new Facts(title, values));
  }

  /** Adds text that keeps its lines. */
  public Section preformatted(String title, String text) {
    return add(new Preformatted(title, text));
  }

  String heading() {
    return heading;
  }

  void write(HtmlWriter html, String id) {
    html.open("section", "aria-labelledby", id).line().element("h2", heading, "id", id).line();
    elements.forEach(element -> element.write(html));
    html.close().line();
  }
}
