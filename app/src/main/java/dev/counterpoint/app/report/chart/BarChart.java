package dev.counterpoint.app.report.chart;

import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.experiment.SampleMean;
import dev.counterpoint.app.report.Element;
import dev.counterpoint.app.report.HtmlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;

/** Bars side by side over named categories, with standard errors where they are known. */
public final class BarChart implements Element {

  private record Series(String name, double[] values, double[] error) {

    /** Null where there is no bar. */
    Double value(int category) {
      return Double.isFinite(values[category]) ? values[category] : null;
    }

    Double shownError(int category) {
      boolean known = error != null && value(category) != null;
      return known && Double.isFinite(error[category]) ? error[category] : 0;
    }
  }

  private record Reference(String name, double y) {}

  private final String title;
  private final String xLabel;
  private final String yLabel;
  private final List<String> categories;
  private final List<Series> series = new ArrayList<>();
  private final List<Reference> references = new ArrayList<>();
  private String explanation = "";

  /**
   * An empty chart.
   *
   * @param title what it shows
   * @param xLabel what the categories are
   * @param yLabel with unit: "test accuracy (%)"
   * @param categories their names, in order
   */
  public BarChart(String title, String xLabel, String yLabel, List<String> categories) {
    this.title = title;
    this.xLabel = xLabel;
    this.yLabel = yLabel;
    this.categories = List.copyOf(categories);
  }

  /** How to read it. */
  public BarChart explained(String text) {
    explanation = text;
    return this;
  }

  /** Adds bars, one per category; a value that is not finite has no bar. */
  public BarChart bars(String name, double[] values) {
    return add(new Series(name, values.clone(), null));
  }

  /** Adds bars with one standard error to both sides. */
  public BarChart bars(String name, double[] values, double[] standardError) {
    return add(new Series(name, values.clone(), standardError.clone()));
  }

  /** Adds a dashed horizontal line, such as "chance 10". */
  public BarChart reference(String name, double y) {
    references.add(new Reference(name, y));
    return this;
  }

  @Override
  public void write(HtmlWriter html) {
    ChartFigure.write(html, title, explanation, this::keys, this::chart, numbers());
  }

  private BarChart add(Series added) {
    int expected = categories.size();
    if (added.values.length != expected || added.error != null && added.error.length != expected) {
      throw new IllegalArgumentException(
          "chart \"%s\", bars \"%s\": expected %d values".formatted(title, added.name, expected));
    }
    if (series.stream().anyMatch(bars -> bars.name.equals(added.name))) {
      throw new IllegalArgumentException(
          "chart \"%s\" has two sets of bars named \"%s\"".formatted(title, added.name));
    }
    series.add(added);
    return this;
  }

  private List<LegendKey> keys() {
    List<LegendKey> keys = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      keys.add(new LegendKey(series.get(i).name, ChartStyle.colour(i), new float[0], true));
    }
    for (Reference reference : references) {
      keys.add(new LegendKey(reference.name, ChartStyle.INK, ChartStyle.referenceDash(0), false));
    }
    return keys;
  }

  private CategoryChart chart() {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(ChartStyle.WIDTH)
            .height(ChartStyle.HEIGHT)
            .xAxisTitle(xLabel)
            .yAxisTitle(yLabel)
            .build();
    ChartStyle.apply(chart.getStyler());
    chart.getStyler().setAvailableSpaceFill(0.8);
    chart.getStyler().setErrorBarsColorSeriesColor(false).setErrorBarsColor(ChartStyle.INK);
    for (int i = 0; i < series.size(); i++) {
      Series bars = series.get(i);
      List<Double> values = IntStream.range(0, categories.size()).mapToObj(bars::value).toList();
      List<Double> errors =
          IntStream.range(0, categories.size()).mapToObj(bars::shownError).toList();
      CategorySeries drawn =
          bars.error == null
              ? chart.addSeries(bars.name, categories, values)
              : chart.addSeries(bars.name, categories, values, errors);
      drawn.setFillColor(ChartStyle.colour(i));
      drawn.setLineColor(ChartStyle.colour(i));
    }
    coverReferences(chart);
    rotateLongLabels(chart);
    references.forEach(line -> chart.addAnnotation(new AnnotationLine(line.y, false, false)));
    return chart;
  }

  /** The axis follows the bars only; a line above all of them would be outside. */
  private void coverReferences(CategoryChart chart) {
    double highest = 0;
    double lowest = 0;
    for (Series bars : series) {
      for (int c = 0; c < categories.size(); c++) {
        double value = bars.value(c) == null ? 0 : bars.value(c);
        highest = Math.max(highest, value + bars.shownError(c));
        lowest = Math.min(lowest, value - bars.shownError(c));
      }
    }
    for (Reference reference : references) {
      if (reference.y > highest) {
        highest = reference.y;
        chart.getStyler().setYAxisMax(highest + 0.05 * (highest - lowest));
      }
      if (reference.y < lowest) {
        lowest = reference.y;
        chart.getStyler().setYAxisMin(lowest - 0.05 * (highest - lowest));
      }
    }
  }

  private void rotateLongLabels(CategoryChart chart) {
    int longest = categories.stream().mapToInt(String::length).max().orElse(0);
    if (longest * categories.size() * ChartStyle.WIDTH_OF_LETTER > ChartStyle.WIDTH * 0.9) {
      chart.getStyler().setXAxisLabelRotation(35);
    }
  }

  private ResultTable numbers() {
    List<String> columns = new ArrayList<>(List.of(xLabel));
    series.forEach(bars -> columns.add(bars.name));
    List<List<Cell>> rows = new ArrayList<>();
    for (int c = 0; c < categories.size(); c++) {
      List<Cell> row = new ArrayList<>(List.of(Cell.text(categories.get(c))));
      for (Series bars : series) {
        Double error = bars.error == null ? null : bars.error[c];
        SampleMean mean = new SampleMean(bars.values[c], error, 0);
        row.add(Cell.mean(mean, ChartNumbers.decimals(bars.values)));
      }
      rows.add(row);
    }
    return new ResultTable(title, "", columns, rows);
  }
}
