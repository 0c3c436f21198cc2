package dev.counterpoint.app.report.chart;

import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.experiment.TableText;
import dev.counterpoint.app.report.Captions;
import dev.counterpoint.app.report.HtmlWriter;
import dev.counterpoint.app.report.TableElement;
import java.util.List;
import java.util.function.Supplier;
import org.knowm.xchart.internal.chartpart.Chart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A chart on the page: legend, drawing, caption, and the numbers that it was drawn from. */
final class ChartFigure {

  private static final Logger LOG = LoggerFactory.getLogger(ChartFigure.class);

  private static final String NO_FONTS =
      " Most often Java found no fonts: install fontconfig and a font such as DejaVu.";

  private ChartFigure() {}

  /**
   * Writes the figure. Where the chart cannot be drawn, most often on a machine without any font,
   * the numbers stand open in its place: a picture must not cost the results.
   *
   * @param numbers what was drawn; its explanation says which part, if it is not all of it
   */
  static void write(
      HtmlWriter html,
      String title,
      String explanation,
      Supplier<List<LegendKey>> legend,
      Supplier<Chart<?, ?>> chart,
      ResultTable numbers) {
    String caption = html.id("figure-caption");
    List<LegendKey> keys = List.of();
    String svg = null;
    String failure = "";
    try {
      keys = legend.get();
      svg = SvgDrawing.of(chart.get(), html.id("drawing"), title);
    } catch (RuntimeException | InternalError | LinkageError e) {
      String reason = e instanceof Error ? NO_FONTS : "";
      failure = "This chart could not be drawn (" + e + "); its numbers are below." + reason;
      LOG.warn("{}: {}", title, failure);
      LOG.debug("Where the chart failed", e);
    }
    html.open("figure", "class", "chart");
    if (svg != null) {
      html.open("div", "class", "card");
      LegendKey.write(html, keys);
      html.open("div", "class", "scroll").markup(svg).close().close().line();
    } else {
      html.element("p", failure, "class", "warning").line();
    }
    Captions.write(html, caption, html.number("Figure"), title, explanation, "");
    String[] open = svg == null ? new String[] {"open", "open"} : new String[0];
    html.open("details", open).element("summary", "Numbers of this figure" + numbers.explanation());
    html.open(
        "div", "class", "scroll", "role", "region", "tabindex", "0", "aria-labelledby", caption);
    TableElement.writeTable(html, numbers, TableText.of(numbers), caption);
    html.close().close().close().line();
  }
}
