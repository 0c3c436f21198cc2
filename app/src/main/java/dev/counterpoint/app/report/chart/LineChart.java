package dev.counterpoint.app.report.chart;

import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.experiment.SampleMean;
import dev.counterpoint.app.report.Element;
import dev.counterpoint.app.report.HtmlWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Lines over a numeric axis, with standard errors where they are known. Points that are not finite,
 * or not positive on a logarithmic axis, are gaps.
 */
public final class LineChart implements Element {

  /** How a standard error is drawn. */
  enum Spread {
    NONE,
    BAND,
    BARS
  }

  /** A line; {@code error} is null for none. */
  record Series(String name, double[] x, double[] y, double[] error, Spread spread) {}

  /** A horizontal line; {@code like} is the series whose colour it has, or null. */
  record Reference(String name, double y, String like) {}

  private static final int MOST_ROWS = 40;

  final String title;
  final String xLabel;
  final String yLabel;
  final List<Series> series = new ArrayList<>();
  final List<Reference> references = new ArrayList<>();
  boolean logarithmicX;
  boolean logarithmicY;
  double lowestY = Double.NaN;
  double highestY = Double.NaN;
  private String explanation = "";

  /**
   * An empty chart.
   *
   * @param title what it shows
   * @param xLabel with unit: "colour correlation"
   * @param yLabel with unit: "test accuracy (%)"
   */
  public LineChart(String title, String xLabel, String yLabel) {
    this.title = title;
    this.xLabel = xLabel;
    this.yLabel = yLabel;
  }

  /** How to read it. */
  public LineChart explained(String text) {
    explanation = text;
    return this;
  }

  /** Adds a line through the points {@code (x[i], y[i])}. */
  public LineChart line(String name, double[] x, double[] y) {
    return add(new Series(name, x.clone(), y.clone(), null, Spread.NONE));
  }

  /** Adds a line with a band of one standard error to both sides. */
  public LineChart band(String name, double[] x, double[] y, double[] standardError) {
    return add(new Series(name, x.clone(), y.clone(), standardError.clone(), Spread.BAND));
  }

  /** Adds a line with bars of one standard error to both sides. */
  public LineChart bars(String name, double[] x, double[] y, double[] standardError) {
    return add(new Series(name, x.clone(), y.clone(), standardError.clone(), Spread.BARS));
  }

  /** Adds a dashed horizontal line, such as "paper 82.13". */
  public LineChart reference(String name, double y) {
    references.add(new Reference(name, y, null));
    return this;
  }

  /** Adds a dashed horizontal line in the colour of a series. */
  public LineChart reference(String name, double y, String seriesName) {
    references.add(new Reference(name, y, seriesName));
    return this;
  }

  /** Makes the horizontal axis logarithmic. */
  public LineChart logarithmicX() {
    logarithmicX = true;
    return this;
  }

  /** Makes the vertical axis logarithmic. */
  public LineChart logarithmicY() {
    logarithmicY = true;
    return this;
  }

  /** Fixes the ends of the vertical axis, such as 0 and 100 for percent. */
  public LineChart yFrom(double lowest, double highest) {
    lowestY = lowest;
    highestY = highest;
    return this;
  }

  @Override
  public void write(HtmlWriter html) {
    LineDrawing drawing = new LineDrawing(this);
    ChartFigure.write(html, title, explanation, drawing::keys, drawing::chart, numbers());
  }

  int indexOf(String seriesName) {
    return Stream.iterate(0, i -> i < series.size(), i -> i + 1)
        .filter(i -> series.get(i).name().equals(seriesName))
        .findFirst()
        .orElse(-1);
  }

  private LineChart add(Series added) {
    boolean fits =
        added.x.length == added.y.length
            && (added.error == null || added.error.length == added.y.length);
    if (!fits) {
      throw new IllegalArgumentException(
          "chart \"%s\", line \"%s\": x, y and error differ in length"
              .formatted(title, added.name));
    }
    if (indexOf(added.name) >= 0) {
      throw new IllegalArgumentException(
          "chart \"%s\" has two lines named \"%s\"".formatted(title, added.name));
    }
    series.add(added);
    return this;
  }

  /** One row per x; of a long run only every so many, so that the page stays small. */
  private ResultTable numbers() {
    TreeSet<Double> all = new TreeSet<>();
    series.forEach(line -> Arrays.stream(line.x).forEach(all::add));
    List<Double> xs = new ArrayList<>(all);
    int stride = Math.max(1, (xs.size() + MOST_ROWS - 1) / MOST_ROWS);
    List<String> columns = new ArrayList<>(List.of(xLabel));
    series.forEach(line -> columns.add(line.name));
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < xs.size(); i += stride) {
      double x = xs.get(i);
      List<Cell> row = new ArrayList<>();
      row.add(Cell.text(ChartNumbers.shortest(x)));
      series.forEach(line -> row.add(cell(line, x)));
      rows.add(row);
    }
    String left = stride == 1 ? "" : ", one in " + stride;
    return new ResultTable(title, left, columns, rows);
  }

  private static Cell cell(Series line, double x) {
    for (int i = 0; i < line.x.length; i++) {
      if (line.x[i] == x) {
        Double error = line.error == null ? null : line.error[i];
        return Cell.mean(new SampleMean(line.y[i], error, 0), ChartNumbers.decimals(line.y));
      }
    }
    return Cell.text("");
  }
}
