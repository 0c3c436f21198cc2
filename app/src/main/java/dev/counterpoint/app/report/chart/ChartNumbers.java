package dev.counterpoint.app.report.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/** How the numbers of a chart are written. */
final class ChartNumbers {

  private ChartNumbers() {}

  /** Up to six significant digits, without trailing zeros: "0.1", "12000". */
  static String shortest(double value) {
    if (!Double.isFinite(value)) {
      return String.valueOf(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros();
    boolean withExponent = Math.abs(value) >= 1e7 || value != 0 && Math.abs(value) < 1e-4;
    return withExponent ? rounded.toString() : rounded.toPlainString();
  }

  /** Ticks of a logarithmic axis: 1, 2, 5, 10; between them there is no room for text. */
  static String logarithmicTick(double value) {
    String text = shortest(value);
    long leading = Math.round(value / Math.pow(10, Math.floor(Math.log10(value) + 1e-9)));
    return leading == 1 || leading == 2 || leading == 5 ? text : " ";
  }

  /** Decimals that show a set of values alike: three significant digits of the largest, or two. */
  static int decimals(double[] values) {
    double largest = Arrays.stream(values).filter(Double::isFinite).map(Math::abs).max().orElse(0);
    if (largest == 0 || largest >= 1) {
      return 2;
    }
    return Math.min(12, 3 - (int) Math.floor(Math.log10(largest)));
  }
}
