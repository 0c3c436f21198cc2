package dev.counterpoint.datasets.features;

import dev.counterpoint.datasets.features.npz.NpyArray;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** From an array of numbers to classes. */
final class FeatureLabels {

  private static final int MOST_CLASSES = 65_536;

  private FeatureLabels() {}

  /**
   * Converts labels.
   *
   * @param array {@code (N)}, or with further sides of 1
   * @param where file and array, for messages
   * @return {@code (N)} classes from 0
   * @throws FeatureDataException if the shape is another, or a number is no class
   */
  static int[] of(NpyArray array, FeatureSettings settings, String where) {
    List<Integer> shape = array.shape();
    if (shape.isEmpty() || shape.stream().skip(1).anyMatch(side -> side != 1)) {
      throw new FeatureDataException(
          where,
          "of shape %s; labels are (N), one number for each example".formatted(shape),
          "Of one-hot rows, take array.argmax(axis=1).");
    }
    int most = settings.classes().isEmpty() ? MOST_CLASSES : settings.classes().size();
    int[] labels = new int[array.size()];
    for (int i = 0; i < labels.length; i++) {
      double value = array.get(i);
      labels[i] =
          switch (settings.labelRule()) {
            case CLASSES -> whole(value, i, most, where);
            case POSITIVE -> positive(value, i, where);
          };
    }
    return labels;
  }

  private static int whole(double value, int row, int most, String where) {
    if (value != Math.rint(value) || !(value >= 0 && value < most)) {
      throw new FeatureDataException(
          where,
          "row %d holds %s; labels are whole numbers from 0 to %d"
              .formatted(row, text(value), most - 1),
          "Number the classes from 0. Scores can be told apart by their sign: label rule"
              + " 'positive'.");
    }
    return (int) value;
  }

  private static int positive(double value, int row, String where) {
    if (!Double.isFinite(value)) {
      throw new FeatureDataException(
          where, "row %d holds %s".formatted(row, value), "Leave the example out of all arrays.");
    }
    return value > 0 ? 1 : 0;
  }

  private static String text(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? String.valueOf((long) value) : String.valueOf(value);
  }

  /** The names of the classes: those of the settings, or numbers up to the largest label. */
  static List<String> classes(FeatureSettings settings, List<int[]> labels, String where) {
    if (!settings.classes().isEmpty()) {
      return settings.classes();
    }
    if (settings.labelRule() == LabelRule.POSITIVE) {
      return List.of("not positive", "positive");
    }
    int largest = labels.stream().flatMapToInt(Arrays::stream).max().orElse(0);
    if (largest == 0) {
      throw new FeatureDataException(
          where, "all labels are 0; there is nothing to tell apart", "Give two classes or more.");
    }
    return IntStream.rangeClosed(0, largest).mapToObj(String::valueOf).toList();
  }
}
