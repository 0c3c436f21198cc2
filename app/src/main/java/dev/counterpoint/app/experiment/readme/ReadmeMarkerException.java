package dev.counterpoint.app.experiment.readme;

import dev.counterpoint.datasets.CounterpointException;
import java.nio.file.Path;

/** The place for a results table in a README is missing, or its markers do not pair. */
public final class ReadmeMarkerException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /**
   * Names the file and the markers.
   *
   * @param file the README
   * @param name the name in the markers
   * @param found what was found instead of one pair
   */
  public ReadmeMarkerException(Path file, String name, String found) {
    super(
        "%s: expected <!-- results:%s --> and after it <!-- /results:%s -->, once each; found %s"
            .formatted(file, name, name, found),
        "Put the two markers, each on a line of its own, where the table is to stand.");
  }
}
