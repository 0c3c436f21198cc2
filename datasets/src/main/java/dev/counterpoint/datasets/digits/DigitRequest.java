package dev.counterpoint.datasets.digits;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a person said about the digits to use.
 *
 * @param choice which digits
 * @param digits the folder with the four files ({@code --digits DIR})
 * @param data the folder with all data sets ({@code --data DIR}): the files are in its folder
 *     {@code mnist} or in itself
 */
public record DigitRequest(DigitChoice choice, Optional<Path> digits, Optional<Path> data) {

  /**
   * Checks that the wishes do not contradict each other.
   *
   * @throws IllegalArgumentException if rendered digits are wanted and a folder of digits is given
   */
  public DigitRequest {
    if (choice == DigitChoice.RENDERED && digits.isPresent()) {
      throw new IllegalArgumentException(
          "rendered digits are wanted, and yet a folder of digits is given: " + digits.get());
    }
  }

  /** Nothing was said. */
  public static DigitRequest any() {
    return new DigitRequest(DigitChoice.ANY, Optional.empty(), Optional.empty());
  }

  /** Rendered digits. */
  public static DigitRequest rendered() {
    return new DigitRequest(DigitChoice.RENDERED, Optional.empty(), Optional.empty());
  }
}
