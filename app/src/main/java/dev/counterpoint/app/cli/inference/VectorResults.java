package dev.counterpoint.app.cli.inference;

import java.nio.file.Path;

/** Where vectors are written to. */
interface VectorResults extends AutoCloseable {

  /** Says how many numbers each vector will have, before the first. */
  void width(int width);

  void write(String name, float[] vector);

  /** Says that all is written. */
  void finish();

  @Override
  void close();

  /**
   * Begins the results, and with them the files, so that ones that cannot be written are errors
   * before the work.
   *
   * @param key what the vectors are of: file or text
   * @param out the file, or null for the standard output
   */
  static VectorResults begin(EmbedCommand.Format format, String key, Path out) {
    return switch (format) {
      case JSONL -> new VectorLines(new TextResults(out), key, false);
      case CSV -> new VectorLines(new TextResults(out), key, true);
      case NPY -> VectorMatrix.begin(key, out);
    };
  }
}
