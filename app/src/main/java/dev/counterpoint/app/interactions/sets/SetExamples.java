package dev.counterpoint.app.interactions.sets;

import dev.counterpoint.models.probe.FeatureMatrix;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Labeled pairs of a data set, as features.
 *
 * @param name of what was found
 * @param drawn whether the program made it in the place of real data
 * @param classes number of classes
 * @param train what classifiers are trained on
 * @param validation what their epoch is chosen on
 * @param test what is measured on
 */
record SetExamples(
    String name, boolean drawn, int classes, Part train, Part validation, Part test) {

  /**
   * Examples.
   *
   * @param first features of the first modality, {@code (N, A)}
   * @param second features of the second, {@code (N, B)}
   * @param labels {@code (N)}
   */
  record Part(FeatureMatrix first, FeatureMatrix second, int[] labels) {}

  /** All of them as one. */
  Part all() {
    List<Part> parts = List.of(train, validation, test);
    return new Part(
        FeatureMatrix.joined(parts.stream().map(Part::first).toList()),
        FeatureMatrix.joined(parts.stream().map(Part::second).toList()),
        parts.stream().flatMapToInt(part -> IntStream.of(part.labels())).toArray());
  }
}
