package dev.counterpoint.app.cli.inference;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A line for each vector. */
final class VectorLines implements VectorResults {

  private final TextResults lines;
  private final String key;
  private final boolean csv;

  VectorLines(TextResults lines, String key, boolean csv) {
    this.key = key;
    this.lines = lines;
    this.csv = csv;
  }

  @Override
  public void width(int width) {
    if (csv) {
      lines.line(
          IntStream.range(0, width)
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(",", key + ",", "")));
    }
  }

  @Override
  public void write(String name, float[] vector) {
    lines.line(csv ? ResultLine.csv(name, vector) : ResultLine.json(key, name, vector));
  }

  @Override
  public void finish() {
    lines.finish();
  }

  @Override
  public void close() {
    lines.close();
  }
}
