package dev.counterpoint.app.experiment;

import java.util.Objects;

/** One cell of a {@link ResultTable}. */
public sealed interface Cell {

  /**
   * Words.
   *
   * @param text any text; it is escaped where it is shown
   */
  record Text(String text) implements Cell {
    /** Checks that there is a text; an empty one is allowed. */
    public Text {
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * A number, with its standard error where it is a mean.
   *
   * @param value mean, standard error and n
   * @param decimals digits after the point, 0 to 12
   */
  record Number(SampleMean value, int decimals) implements Cell {
    /** Checks the number of decimals. */
    public Number {
      if (decimals < 0 || decimals > 12) {
        throw new IllegalArgumentException("decimals: expected 0 .. 12, found " + decimals);
      }
    }
  }

  /**
   * A verdict, shown as a word and a colour.
   *
   * @param verdict the verdict
   */
  record Judged(Verdict verdict) implements Cell {}

  /** Words. */
  static Cell text(String text) {
    return new Text(text);
  }

  /** A plain number, no mean of anything. */
  static Cell number(double value, int decimals) {
    return new Number(new SampleMean(value, null, 0), decimals);
  }

  /** The mean of one value per seed, with its standard error. */
  static Cell mean(double[] perSeed, int decimals) {
    return new Number(SampleMean.of(perSeed), decimals);
  }

  /** A mean that was taken elsewhere. */
  static Cell mean(SampleMean mean, int decimals) {
    return new Number(mean, decimals);
  }

  /** A verdict. */
  static Cell verdict(Verdict verdict) {
    return new Judged(verdict);
  }
}
