package dev.counterpoint.models.probe;

/**
 * What predictions follow where shape and colour disagree. Colour k is the own colour of class k; a
 * colour without a class points nowhere, and its examples are not in conflict.
 *
 * @param conflicts examples whose colour points to another class than their shape
 * @param followShape share of the conflicts that were predicted as their shape; NaN without any
 * @param followColor share of the conflicts that were predicted as the class of their colour
 * @param followNeither share of the rest
 * @param accuracyByClass share of the examples of each shape that were predicted as it; NaN where a
 *     class has no example
 * @param accuracyByColor the same over the examples of each colour
 */
public record ShapeColorConfusion(
    int conflicts,
    double followShape,
    double followColor,
    double followNeither,
    double[] accuracyByClass,
    double[] accuracyByColor) {

  /**
   * Counts predictions.
   *
   * @param shapes class of the shape of each example
   * @param colorOf colour of each example
   * @param predictions predicted class of each example
   * @param classes number of classes
   * @param colors number of colours
   * @throws IllegalArgumentException if the counts differ, there is no example, or a value is out
   *     of its range
   */
  public static ShapeColorConfusion of(
      byte[] shapes, byte[] colorOf, int[] predictions, int classes, int colors) {
    Labels.require(shapes, predictions.length, classes);
    Labels.require(colorOf, predictions.length, colors);
    int conflicts = 0;
    int shape = 0;
    int color = 0;
    int[][] byClass = new int[classes][2];
    int[][] byColor = new int[colors][2];
    for (int i = 0; i < predictions.length; i++) {
      Confusion.requireClass(predictions[i], i, classes);
      boolean right = predictions[i] == shapes[i];
      count(byClass[shapes[i]], right);
      count(byColor[colorOf[i]], right);
      if (colorOf[i] != shapes[i] && colorOf[i] < classes) {
        conflicts++;
        shape += right ? 1 : 0;
        color += predictions[i] == colorOf[i] ? 1 : 0;
      }
    }
    double all = conflicts;
    return new ShapeColorConfusion(
        conflicts,
        shape / all,
        color / all,
        (conflicts - shape - color) / all,
        accuracies(byClass),
        accuracies(byColor));
  }

  private static void count(int[] seenAndRight, boolean right) {
    seenAndRight[0]++;
    seenAndRight[1] += right ? 1 : 0;
  }

  private static double[] accuracies(int[][] seenAndRight) {
    double[] accuracies = new double[seenAndRight.length];
    for (int k = 0; k < accuracies.length; k++) {
      accuracies[k] = seenAndRight[k][1] / (double) seenAndRight[k][0];
    }
    return accuracies;
  }
}
