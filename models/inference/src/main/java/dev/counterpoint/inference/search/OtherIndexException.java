package dev.counterpoint.inference.search;

import dev.counterpoint.datasets.CounterpointException;
import java.nio.file.Path;

/** An index is of another model or of other pictures, so that its answers would be wrong. */
public final class OtherIndexException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private OtherIndexException(String problem, String remedy) {
    super(problem, remedy);
  }

  static OtherIndexException model(Path file, String expected, String found) {
    return new OtherIndexException(
        "%s: the index was made with another model: expected %s, found %s"
            .formatted(file, brief(expected), brief(found)),
        "Vectors of two models cannot be compared. Name the model that it was made with, or another"
            + " file for the index; or remove it, and it is made again.");
  }

  static OtherIndexException source(Path file, String expected, String found) {
    return new OtherIndexException(
        "%s: the index is of other pictures: expected %s, found %s"
            .formatted(file, expected, found),
        "Name another file for the index; or remove it, and it is made again.");
  }

  private static String brief(String hash) {
    return hash.substring(0, Math.min(12, hash.length()));
  }
}
