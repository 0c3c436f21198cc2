package dev.counterpoint.app.report.chart;

import dev.counterpoint.app.report.HtmlWriter;
import java.awt.Color;
import java.util.List;
import java.util.Locale;

/**
 * One entry of a chart's legend.
 *
 * @param name what it stands for
 * @param colour of its line or bar
 * @param dash of its line; empty for a solid one
 * @param bar whether it is a bar rather than a line
 */
record LegendKey(String name, Color colour, float[] dash, boolean bar) {

  /** Writes a legend as a list, with a picture of each line. */
  static void write(HtmlWriter html, List<LegendKey> keys) {
    html.open("ul", "class", "legend");
    for (LegendKey key : keys) {
      html.open("li").open("svg", "viewBox", "0 0 32 12", "aria-hidden", "true");
      key.draw(html);
      html.close().text(key.name).close();
    }
    html.close().line();
  }

  private void draw(HtmlWriter html) {
    String hex = String.format(Locale.ROOT, "#%06X", colour.getRGB() & 0xFFFFFF);
    if (bar) {
      html.empty("rect", "x", "8", "y", "0", "width", "16", "height", "12", "fill", hex);
      return;
    }
    StringBuilder dashes = new StringBuilder();
    for (float length : dash) {
      dashes.append(dashes.isEmpty() ? "" : " ").append((int) length);
    }
    html.empty(
        "line",
        "x1",
        "0",
        "y1",
        "6",
        "x2",
        "32",
        "y2",
        "6",
        "stroke-width",
        "2.5",
        "stroke",
        hex,
        "stroke-dasharray",
        dashes.isEmpty() ? "none" : dashes.toString());
  }
}
