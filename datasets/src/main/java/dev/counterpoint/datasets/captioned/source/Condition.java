package dev.counterpoint.datasets.captioned.source;

/**
 * A condition on a column.
 *
 * @param column its name
 * @param equal whether the value must be equal, or must not
 * @param value exactly as in the cell; empty for an empty cell
 */
public record Condition(String column, boolean equal, String value) {

  /**
   * Reads {@code column=value} or {@code column!=value}. The name ends at the first equals sign.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static Condition parse(String text) {
    int sign = text.indexOf('=');
    boolean equal = sign < 1 || text.charAt(sign - 1) != '!';
    String column = sign < 1 ? "" : text.substring(0, equal ? sign : sign - 1).strip();
    if (column.isEmpty()) {
      throw new IllegalArgumentException(
          "a condition is column=value or column!=value, such as skintone= ; found \"%s\""
              .formatted(text));
    }
    return new Condition(column, equal, text.substring(sign + 1));
  }

  /** Whether a cell meets it. */
  public boolean holds(String cell) {
    return cell.equals(value) == equal;
  }

  /** As a person writes it. */
  @Override
  public String toString() {
    return column + (equal ? "=" : "!=") + value;
  }
}
