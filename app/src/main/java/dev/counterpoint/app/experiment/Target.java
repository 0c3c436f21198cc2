package dev.counterpoint.app.experiment;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The range that a figure must lie in for a claim to hold, both ends included.
 *
 * @param low smallest value that holds; negative infinity where there is none
 * @param high largest value that holds; positive infinity where there is none
 */
public record Target(double low, double high) {

  private static final String NUMBER = "([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)";
  private static final Pattern AT_LEAST = Pattern.compile(">=\\s*" + NUMBER);
  private static final Pattern AT_MOST = Pattern.compile("<=\\s*" + NUMBER);
  private static final Pattern BETWEEN = Pattern.compile(NUMBER + "\\s+\\.\\.\\s+" + NUMBER);

  /**
   * Checks that the range is one.
   *
   * @throws IllegalArgumentException if an end is NaN, the ends are reversed, or there is no end
   */
  public Target {
    boolean endless = Double.isInfinite(low) && Double.isInfinite(high);
    if (!(low <= high) || endless) {
      throw new IllegalArgumentException("not a target: from " + low + " to " + high);
    }
  }

  /** At least {@code low}. */
  public static Target atLeast(double low) {
    return new Target(low, Double.POSITIVE_INFINITY);
  }

  /** At most {@code high}. */
  public static Target atMost(double high) {
    return new Target(Double.NEGATIVE_INFINITY, high);
  }

  /** From {@code low} to {@code high}. */
  public static Target between(double low, double high) {
    return new Target(low, high);
  }

  /** Whether the value lies in the range; NaN never does. */
  public boolean holds(double value) {
    return value >= low && value <= high;
  }

  /** For people: "at least 82.13", "at most 25", "between 7 and 13". */
  public String text() {
    if (Double.isInfinite(high)) {
      return "at least " + plain(low);
    }
    if (Double.isInfinite(low)) {
      return "at most " + plain(high);
    }
    return "between " + plain(low) + " and " + plain(high);
  }

  /** For {@code results.json}: ">= 82.13", "<= 25", "7 .. 13". */
  public String compact() {
    if (Double.isInfinite(high)) {
      return ">= " + plain(low);
    }
    if (Double.isInfinite(low)) {
      return "<= " + plain(high);
    }
    return plain(low) + " .. " + plain(high);
  }

  /**
   * Reads what {@link #compact} writes.
   *
   * @throws IllegalArgumentException if the text is none of the three forms
   */
  public static Target parse(String compact) {
    String text = compact.strip();
    Matcher atLeast = AT_LEAST.matcher(text);
    Matcher atMost = AT_MOST.matcher(text);
    Matcher between = BETWEEN.matcher(text);
    if (atLeast.matches()) {
      return atLeast(Double.parseDouble(atLeast.group(1)));
    }
    if (atMost.matches()) {
      return atMost(Double.parseDouble(atMost.group(1)));
    }
    if (between.matches()) {
      return between(Double.parseDouble(between.group(1)), Double.parseDouble(between.group(2)));
    }
    throw new IllegalArgumentException(
        "expected a target such as \">= 82.13\", \"<= 25\" or \"7 .. 13\", found \""
            + compact
            + "\"");
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
