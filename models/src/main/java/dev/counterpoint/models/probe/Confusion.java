package dev.counterpoint.models.probe;

/**
 * How often examples of each class were predicted as each class.
 *
 * @param counts {@code (classes, classes)}: first index the label, second the prediction
 */
public record Confusion(int[][] counts) {

  /**
   * Counts predictions.
   *
   * @param labels class of each example
   * @param predictions predicted class of each example
   * @param classes number of classes
   * @throws IllegalArgumentException if the counts differ, there is no example, or a value is not
   *     in {@code 0 .. classes - 1}
   */
  public static Confusion of(byte[] labels, int[] predictions, int classes) {
    int[] wide = new int[labels.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = labels[i];
    }
    return of(wide, predictions, classes);
  }

  /** The same for any number of classes. */
  public static Confusion of(int[] labels, int[] predictions, int classes) {
    Labels.require(labels, predictions.length, classes);
    int[][] counts = new int[classes][classes];
    for (int i = 0; i < labels.length; i++) {
      requireClass(predictions[i], i, classes);
      counts[labels[i]][predictions[i]]++;
    }
    return new Confusion(counts);
  }

  static void requireClass(int prediction, int example, int classes) {
    if (prediction < 0 || prediction >= classes) {
      throw new IllegalArgumentException(
          "prediction %d of example %d is not in 0 .. %d"
              .formatted(prediction, example, classes - 1));
    }
  }

  /** Number of examples. */
  public int size() {
    int size = 0;
    for (int label = 0; label < counts.length; label++) {
      size += size(label);
    }
    return size;
  }

  /** Number of examples of one class. */
  public int size(int label) {
    int size = 0;
    for (int count : counts[label]) {
      size += count;
    }
    return size;
  }

  /** Share of examples whose prediction is their label, in [0, 1]. */
  public double accuracy() {
    int right = 0;
    for (int label = 0; label < counts.length; label++) {
      right += counts[label][label];
    }
    return right / (double) size();
  }

  /** Share of the examples of one class that were predicted as it; NaN if there are none. */
  public double accuracy(int label) {
    return counts[label][label] / (double) size(label);
  }
}
