package dev.counterpoint.app.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How all charts look: colours that the colour-blind can tell apart (Okabe and Ito 2008, without
 * the yellow, which is too pale for lines), dashes and markers that do without colour.
 */
final class ChartStyle {

  /** Drawing units; the page scales them. */
  static final int WIDTH = 640;

  static final int HEIGHT = 380;

  /** Of the labels' font, on average. */
  static final int WIDTH_OF_LETTER = 8;

  static final Color INK = new Color(0x1A1A1A);

  private static final List<Color> COLOURS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x56B4E9),
          new Color(0x000000));
  private static final List<float[]> DASHES =
      List.of(new float[] {}, new float[] {9, 4}, new float[] {3, 3}, new float[] {9, 3, 2, 3});
  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_DOWN);
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
  private static final Color GRID = new Color(0xDDDDDD);
  private static final Color NOTHING = new Color(255, 255, 255, 0);

  private ChartStyle() {}

  static Color colour(int series) {
    return COLOURS.get(series % COLOURS.size());
  }

  /** Solid for the first seven series; when colours come again, dashes tell them apart. */
  static float[] dash(int series) {
    return DASHES.get(series / COLOURS.size() % DASHES.size());
  }

  /** Dashes of the n-th reference line; never solid. */
  static float[] referenceDash(int reference) {
    return DASHES.get(1 + reference % (DASHES.size() - 1));
  }

  static Marker marker(int series) {
    return MARKERS.get(series % MARKERS.size());
  }

  static BasicStroke stroke(float width, float[] dash) {
    return dash.length == 0
        ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
        : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0);
  }

  static void apply(AxesChartStyler style) {
    style.setChartBackgroundColor(NOTHING);
    style.setPlotBackgroundColor(NOTHING);
    style.setPlotBorderVisible(false);
    style.setPlotGridLinesColor(GRID);
    style.setPlotGridLinesStroke(stroke(1, new float[] {}));
    style.setPlotGridVerticalLinesVisible(false);
    style.setAxisTickMarksColor(INK);
    style.setAxisTickMarksStroke(stroke(1, new float[] {}));
    style.setAxisTickLabelsColor(INK);
    style.setAxisTickLabelsFont(FONT);
    style.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
    style.setAxisTitleFont(FONT);
    style.setChartFontColor(INK);
    style.setChartTitleVisible(false);
    // The legend is part of the page: its text wraps on a phone and can be selected.
    style.setLegendVisible(false);
    style.setChartPadding(6);
    style.setMarkerSize(7);
    style.setErrorBarsColorSeriesColor(true);
    style.setAnnotationLineColor(INK);
    style.setAnnotationLineStroke(stroke(1.3f, referenceDash(0)));
    style.setLocale(Locale.ROOT);
  }
}
