package dev.counterpoint.datasets.captioned.source;

import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.datasets.NearestName;
import java.util.Collection;
import java.util.List;

/** A column that was asked for, or that is needed, and is not there. */
public final class ColumnNotFoundException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private ColumnNotFoundException(String problem, String remedy) {
    super(problem, remedy);
  }

  /** A column that a person named. */
  public static ColumnNotFoundException named(
      String file, String column, Collection<String> columns) {
    return new ColumnNotFoundException(
        "%s has no column \"%s\"; its columns are %s".formatted(file, column, list(columns)),
        "The nearest is \"%s\".".formatted(NearestName.of(column, columns)));
  }

  /**
   * A column that none of the usual names found.
   *
   * @param what what it would hold: "pictures"
   * @param usual the names that were looked for
   */
  public static ColumnNotFoundException unnamed(
      String file, String what, List<String> usual, Collection<String> columns) {
    return new ColumnNotFoundException(
        "%s has no column of %s: its columns are %s, looked for were %s"
            .formatted(file, what, list(columns), String.join(", ", usual)),
        "Name the column. If the first line holds no names of columns, put one above it.");
  }

  private static String list(Collection<String> columns) {
    return String.join(", ", columns.stream().limit(50).map(name -> '"' + name + '"').toList());
  }
}
