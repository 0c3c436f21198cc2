package dev.counterpoint.datasets.spoken;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a person said about the spoken digits to use.
 *
 * @param choice which
 * @param recordings the folder with the recordings, or the one above it
 * @param data the folder with all data sets ({@code --data DIR}): the recordings are in its folder
 *     {@code fsdd/recordings}, {@code fsdd} or {@code recordings}
 */
public record SpokenRequest(SpokenChoice choice, Optional<Path> recordings, Optional<Path> data) {

  /**
   * Checks that the wishes do not contradict each other.
   *
   * @throws IllegalArgumentException if synthesised digits are wanted and a folder of recordings is
   *     given
   */
  public SpokenRequest {
    if (choice == SpokenChoice.SYNTHESISED && recordings.isPresent()) {
      throw new IllegalArgumentException(
          "synthesised digits are wanted, and yet a folder of recordings is given: "
              + recordings.get());
    }
  }

  /** Nothing was said. */
  public static SpokenRequest any() {
    return new SpokenRequest(SpokenChoice.ANY, Optional.empty(), Optional.empty());
  }

  /** Synthesised digits. */
  public static SpokenRequest synthesised() {
    return new SpokenRequest(SpokenChoice.SYNTHESISED, Optional.empty(), Optional.empty());
  }
}
