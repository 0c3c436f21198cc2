package dev.counterpoint.app.cli.inference;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A line for each vector. */
final class VectorLines implements VectorResults {

  private final TextResults lines;
  private final boolean csv;

  VectorLines(TextResults lines, boolean csv) {
    this.lines = lines;
    this.csv = csv;
  }

  @Override
  public void width(int width) {
    if (csv) {
      lines.line(
          IntStream.range(0, width)
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(",", "file,", "")));
    }
  }

  @Override
  public void write(Path file, float[] vector) {
    lines.line(csv ? ResultLine.csv(file, vector) : ResultLine.json(file, vector));
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
