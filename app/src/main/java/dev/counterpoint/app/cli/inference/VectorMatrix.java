package dev.counterpoint.app.cli.inference;

import dev.counterpoint.app.file.ResultFile;
import java.nio.file.Path;

/** A row for each vector, and beside the matrix the names of the rows. */
final class VectorMatrix implements VectorResults {

  private final ResultFile file;
  private final TextResults names;
  private final String key;
  private NpyResults matrix;
  private long rows;

  private VectorMatrix(ResultFile file, TextResults names, String key) {
    this.key = key;
    this.file = file;
    this.names = names;
  }

  static VectorMatrix begin(String key, Path out) {
    ResultFile file = new ResultFile(out);
    try {
      return new VectorMatrix(
          file, new TextResults(out.resolveSibling(out.getFileName() + ".names.jsonl")), key);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public void width(int width) {
    matrix = new NpyResults(file, width);
  }

  @Override
  public void write(String name, float[] vector) {
    matrix.row(vector);
    names.line(ResultLine.name(rows++, key, name));
  }

  /** The names first: a matrix without them would be of no use. */
  @Override
  public void finish() {
    names.finish();
    matrix.finish();
  }

  @Override
  public void close() {
    names.close();
    file.close();
  }
}
