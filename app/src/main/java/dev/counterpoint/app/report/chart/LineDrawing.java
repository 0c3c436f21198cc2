package dev.counterpoint.app.report.chart;

import dev.counterpoint.app.report.chart.LineChart.Reference;
import dev.counterpoint.app.report.chart.LineChart.Series;
import dev.counterpoint.app.report.chart.LineChart.Spread;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws a {@link LineChart}: bands below, then reference lines, then lines. */
final class LineDrawing {

  /** With more points than this, markers would hide the line. */
  private static final int MOST_MARKED_POINTS = 30;

  private static final int BAND_ALPHA = 45;

  private final LineChart data;

  LineDrawing(LineChart data) {
    this.data = data;
  }

  List<LegendKey> keys() {
    List<LegendKey> keys = new ArrayList<>();
    for (int i = 0; i < data.series.size(); i++) {
      String name = data.series.get(i).name() + (points(i).length == 0 ? " (no values)" : "");
      keys.add(new LegendKey(name, ChartStyle.colour(i), ChartStyle.dash(i), false));
    }
    for (int i = 0; i < data.references.size(); i++) {
      Reference reference = data.references.get(i);
      keys.add(
          new LegendKey(reference.name(), colour(reference), ChartStyle.referenceDash(i), false));
    }
    return keys;
  }

  XYChart chart() {
    XYChart chart =
        new XYChartBuilder()
            .width(ChartStyle.WIDTH)
            .height(ChartStyle.HEIGHT)
            .xAxisTitle(data.xLabel)
            .yAxisTitle(data.yLabel)
            .build();
    ChartStyle.apply(chart.getStyler());
    formatAxes(chart.getStyler());
    if (!Double.isNaN(data.lowestY)) {
      chart.getStyler().setYAxisMin(data.lowestY).setYAxisMax(data.highestY);
    }
    unevenSpacing(chart);
    for (int i = 0; i < data.series.size(); i++) {
      addBands(chart, i);
    }
    addReferences(chart);
    for (int i = 0; i < data.series.size(); i++) {
      addLine(chart, i);
    }
    return chart;
  }

  private void formatAxes(XYStyler style) {
    style.setXAxisLogarithmic(data.logarithmicX).setXAxisLogarithmicDecadeOnly(false);
    style.setYAxisLogarithmic(data.logarithmicY).setYAxisLogarithmicDecadeOnly(false);
    style.setXAxisTickLabelsFormattingFunction(
        data.logarithmicX ? ChartNumbers::logarithmicTick : ChartNumbers::shortest);
    style.setYAxisTickLabelsFormattingFunction(
        data.logarithmicY ? ChartNumbers::logarithmicTick : ChartNumbers::shortest);
  }

  /**
   * XChart puts its ticks on the points themselves if they are at equal distances, which gives "1,
   * 151, 301" for a run's steps. A point without a mark, off the others, makes it choose round
   * numbers.
   */
  private void unevenSpacing(XYChart chart) {
    for (int i = 0; i < data.series.size(); i++) {
      int[] points = points(i);
      if (points.length > MOST_MARKED_POINTS) {
        double[] x = pick(data.series.get(i).x(), points);
        double y = data.series.get(i).y()[points[0]];
        double[] uneven = {x[0], x[0] + 0.37 * (x[1] - x[0]), x[x.length - 1]};
        XYSeries hidden = chart.addSeries("spacing", uneven, new double[] {y, y, y});
        hidden.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        hidden.setMarker(SeriesMarkers.NONE);
        return;
      }
    }
  }

  /** Indices of the points that can be drawn. */
  private int[] points(int index) {
    Series series = data.series.get(index);
    return IntStream.range(0, series.x().length)
        .filter(i -> drawable(series.x()[i], data.logarithmicX))
        .filter(i -> drawable(series.y()[i], data.logarithmicY))
        .toArray();
  }

  private static boolean drawable(double value, boolean logarithmic) {
    return Double.isFinite(value) && (!logarithmic || value > 0);
  }

  private void addLine(XYChart chart, int index) {
    Series series = data.series.get(index);
    int[] points = points(index);
    if (points.length == 0) {
      return;
    }
    // A gap keeps its place on the horizontal axis, with no value there.
    int[] kept =
        IntStream.range(0, series.x().length)
            .filter(i -> drawable(series.x()[i], data.logarithmicX))
            .toArray();
    boolean marked = points.length <= MOST_MARKED_POINTS;
    double[] x = pick(series.x(), kept);
    double[] y = Arrays.stream(kept).mapToDouble(i -> yOrGap(series.y()[i])).toArray();
    XYSeries line =
        series.spread() == Spread.BARS
            ? chart.addSeries("line " + index, x, y, errors(series, kept))
            : chart.addSeries("line " + index, x, y);
    line.setLineColor(ChartStyle.colour(index));
    line.setLineStyle(ChartStyle.stroke(marked ? 2 : 1.4f, ChartStyle.dash(index)));
    line.setMarkerColor(ChartStyle.colour(index));
    line.setMarker(marked ? ChartStyle.marker(index) : SeriesMarkers.NONE);
  }

  private double yOrGap(double y) {
    return drawable(y, data.logarithmicY) ? y : Double.NaN;
  }

  private double[] errors(Series series, int[] points) {
    return Arrays.stream(points).mapToDouble(i -> error(series, i)).toArray();
  }

  /** Zero where there is no bar: on a logarithmic axis one that reaches zero has no end. */
  private double error(Series series, int point) {
    double error = series.error()[point];
    boolean ends = !data.logarithmicY || series.y()[point] - error > 0;
    return Double.isFinite(error) && ends ? error : 0;
  }

  private void addBands(XYChart chart, int index) {
    Series series = data.series.get(index);
    if (series.spread() != Spread.BAND) {
      return;
    }
    int[] points =
        Arrays.stream(points(index)).filter(i -> Double.isFinite(series.error()[i])).toArray();
    for (int from = 0, part = 0; from < points.length; part++) {
      int to = from + 1;
      while (to < points.length && points[to] == points[to - 1] + 1) {
        to++;
      }
      if (to - from > 1) {
        String name = "band " + index + " part " + part;
        addBand(chart, name, index, Arrays.copyOfRange(points, from, to));
      }
      from = to;
    }
  }

  private void addBand(XYChart chart, String name, int index, int[] points) {
    Series series = data.series.get(index);
    int n = points.length;
    double[] x = new double[2 * n];
    double[] y = new double[2 * n];
    for (int i = 0; i < n; i++) {
      int point = points[i];
      double low = series.y()[point] - series.error()[point];
      x[i] = series.x()[point];
      y[i] = series.y()[point] + series.error()[point];
      x[2 * n - 1 - i] = x[i];
      // Below zero a logarithmic axis has no place; the band then ends at the line.
      y[2 * n - 1 - i] = data.logarithmicY && low <= 0 ? series.y()[point] : low;
    }
    Color colour = ChartStyle.colour(index);
    XYSeries band = chart.addSeries(name, x, y);
    band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    band.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), BAND_ALPHA));
    band.setLineColor(new Color(0, 0, 0, 0));
    band.setMarker(SeriesMarkers.NONE);
  }

  private void addReferences(XYChart chart) {
    double[] xs =
        IntStream.range(0, data.series.size())
            .boxed()
            .flatMapToDouble(
                i -> Arrays.stream(points(i)).mapToDouble(p -> data.series.get(i).x()[p]))
            .sorted()
            .toArray();
    if (xs.length == 0) {
      return;
    }
    double[] ends = {xs[0], xs[xs.length - 1]};
    for (int i = 0; i < data.references.size(); i++) {
      Reference reference = data.references.get(i);
      if (drawable(reference.y(), data.logarithmicY)) {
        XYSeries line =
            chart.addSeries("reference " + i, ends, new double[] {reference.y(), reference.y()});
        line.setLineColor(colour(reference));
        line.setLineStyle(ChartStyle.stroke(1.3f, ChartStyle.referenceDash(i)));
        line.setMarker(SeriesMarkers.NONE);
      }
    }
  }

  private Color colour(Reference reference) {
    int index = reference.like() == null ? -1 : data.indexOf(reference.like());
    return index < 0 ? ChartStyle.INK : ChartStyle.colour(index);
  }

  private static double[] pick(double[] values, int[] indices) {
    return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
  }
}
