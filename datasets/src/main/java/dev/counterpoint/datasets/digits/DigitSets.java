package dev.counterpoint.datasets.digits;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A data set of digits, or of other small grey images in classes: its training and its test part.
 *
 * @param train images to learn from
 * @param test images to measure on; of the same size and with the same number of classes
 * @param name for the title of reports: {@code "MNIST"}
 * @param sha256ByFile SHA-256 of each file that was read, by file name; empty for data that come
 *     from no file
 */
public record DigitSets(
    LabeledImages train, LabeledImages test, String name, Map<String, String> sha256ByFile) {

  /**
   * Checks that the two parts fit together.
   *
   * @throws IllegalArgumentException if image sizes or numbers of classes differ
   */
  public DigitSets {
    if (train.height() != test.height()
        || train.width() != test.width()
        || train.classes() != test.classes()) {
      throw new IllegalArgumentException(
          "%s: train has %d x %d pixels and %d classes, test has %d x %d and %d"
              .formatted(
                  name,
                  train.height(),
                  train.width(),
                  train.classes(),
                  test.height(),
                  test.width(),
                  test.classes()));
    }
    sha256ByFile = Collections.unmodifiableMap(new LinkedHashMap<>(sha256ByFile));
  }
}
