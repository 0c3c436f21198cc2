package dev.counterpoint.datasets.digits.rendered;

import java.util.Arrays;
import java.util.List;

/**
 * One way of writing a digit.
 *
 * @param share how often people write it so, relative to the other ways of the same digit
 * @param strokes in the order of writing
 */
record Skeleton(int share, List<Stroke> strokes) {

  /** Reads strokes that are separated by {@code |}; see {@link Stroke#parse}. */
  static Skeleton of(int share, String strokes) {
    return new Skeleton(share, Arrays.stream(strokes.split("\\|")).map(Stroke::parse).toList());
  }
}
