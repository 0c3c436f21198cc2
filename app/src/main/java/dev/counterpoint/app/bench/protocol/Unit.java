package dev.counterpoint.app.bench.protocol;

import java.util.Arrays;

/** Units of figures, and which way is better. */
public enum Unit {
  /** Examples a second. */
  SAMPLES("samples/s", true, 1, 0),
  /** 10^9 floating-point operations a second, a multiplication with its addition being two. */
  GFLOPS("GFLOP/s", true, 1, 1),
  /** 10^6 bytes. */
  MEGABYTES("MB", false, 1, 0),
  /** Seconds. */
  SECONDS("s", false, 3, 2),
  /** Thousandths of a second. */
  MILLISECONDS("ms", false, 3, 2);

  private final String label;
  private final boolean higherIsBetter;
  private final int decimals;
  private final int shown;

  Unit(String label, boolean higherIsBetter, int decimals, int shown) {
    this.label = label;
    this.higherIsBetter = higherIsBetter;
    this.decimals = decimals;
    this.shown = shown;
  }

  /**
   * The unit of a label, as results carry it.
   *
   * @throws IllegalArgumentException if there is none; it names all
   */
  public static Unit of(String label) {
    return Arrays.stream(values())
        .filter(unit -> unit.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unit: expected one of %s, found %s"
                        .formatted(Arrays.stream(values()).map(Unit::label).toList(), label)));
  }

  /** As it is written. */
  public String label() {
    return label;
  }

  /** Whether more is better. */
  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /** Decimals that are kept. */
  public int decimals() {
    return decimals;
  }

  /** Decimals that a table shows. */
  public int shown() {
    return shown;
  }
}
