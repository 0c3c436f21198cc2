package dev.counterpoint.models.probe;

/** Checks of labels that several probes share. */
final class Labels {

  private Labels() {}

  /**
   * Stops where labels do not fit the examples or the classes.
   *
   * @throws IllegalArgumentException if the counts differ, a label is not in {@code 0 .. classes -
   *     1}, or there is no example
   */
  static void require(byte[] labels, int rows, int classes) {
    int[] wide = new int[labels.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = labels[i];
    }
    require(wide, rows, classes);
  }

  /** The same for any number of classes. */
  static void require(int[] labels, int rows, int classes) {
    if (labels.length != rows || rows == 0) {
      throw new IllegalArgumentException(
          "%d labels for %d examples: expected one each, and at least one"
              .formatted(labels.length, rows));
    }
    for (int i = 0; i < rows; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            "label %d of example %d is not in 0 .. %d".formatted(labels[i], i, classes - 1));
      }
    }
  }

  static byte[] select(byte[] labels, int[] index) {
    byte[] selected = new byte[index.length];
    for (int i = 0; i < index.length; i++) {
      selected[i] = labels[index[i]];
    }
    return selected;
  }
}
