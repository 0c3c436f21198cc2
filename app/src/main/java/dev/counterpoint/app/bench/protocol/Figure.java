package dev.counterpoint.app.bench.protocol;

import java.util.Optional;

/**
 * A number that a process prints for the one that started it.
 *
 * @param quantity what it is
 * @param value in the quantity's unit
 */
public record Figure(Quantity quantity, double value) {

  private static final String MARK = "figure ";

  /** As it is printed. */
  public String line() {
    return MARK + quantity + " " + value;
  }

  /** Reads such a line; empty if it is another. */
  public static Optional<Figure> parse(String line) {
    if (!line.startsWith(MARK)) {
      return Optional.empty();
    }
    String[] parts = line.substring(MARK.length()).split(" ");
    return Optional.of(new Figure(Quantity.valueOf(parts[0]), Double.parseDouble(parts[1])));
  }
}
