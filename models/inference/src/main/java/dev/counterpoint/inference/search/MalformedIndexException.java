package dev.counterpoint.inference.search;

import dev.counterpoint.datasets.CounterpointException;
import java.nio.file.Path;

/** A file is no index of embeddings, or one that is damaged. */
public final class MalformedIndexException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private MalformedIndexException(String problem, String remedy) {
    super(problem, remedy);
  }

  static MalformedIndexException at(Path file, String problem) {
    return new MalformedIndexException(
        "%s: not an index in order: %s".formatted(file, problem),
        "If it was one, remove it; it is made again from the pictures. Otherwise name another"
            + " file.");
  }

  static MalformedIndexException version(Path file, int found) {
    return new MalformedIndexException(
        "%s: an index of version %d, expected version %d"
            .formatted(file, found, IndexHeader.VERSION),
        "Remove it; it is made again from the pictures.");
  }
}
