package dev.counterpoint.models.retrieval;

import java.util.Arrays;

/**
 * Zero-shot classification in numbers. Classes of equal score stand in random order, as in {@link
 * Placing}.
 *
 * @param examples how many were classified
 * @param classes among how many classes
 * @param accuracy share of examples whose class comes first, in [0, 1]
 * @param top5 share of examples whose class is among the first five
 * @param meanClassRecall mean over the classes that have examples of the share that is right
 * @param chance accuracy, and mean recall, of a random order
 * @param chanceTop5 share that a random order has among the first five
 * @param majority accuracy of always answering the most frequent class
 */
public record ZeroShotScores(
    int examples,
    int classes,
    double accuracy,
    double top5,
    double meanClassRecall,
    double chance,
    double chanceTop5,
    double majority) {

  /**
   * Sums up the scores of {@link dev.counterpoint.models.probe.ZeroShotClassifier}, whose classes
   * are the mean directions of their prompts.
   *
   * @param scores {@code (N, classes)} row by row: cosines
   * @param labels {@code (N)} in {@code 0 .. classes - 1}
   * @param classes number of classes
   * @throws IllegalArgumentException if the sizes do not fit together, there is no example, a label
   *     is no class, or a score is not finite
   */
  public static ZeroShotScores of(float[] scores, int[] labels, int classes) {
    if (labels.length == 0 || classes < 1 || scores.length != (long) labels.length * classes) {
      throw new IllegalArgumentException(
          "%d scores are not those of %d examples and %d classes, at least one of each"
              .formatted(scores.length, labels.length, classes));
    }
    for (int i = 0; i < scores.length; i++) {
      if (!Float.isFinite(scores[i])) {
        throw new IllegalArgumentException(
            "the score of example %d for class %d is %s"
                .formatted(i / classes, i % classes, scores[i]));
      }
    }
    double[] right = new double[classes];
    int[] seen = new int[classes];
    double top5 = 0;
    for (int i = 0; i < labels.length; i++) {
      int label = labels[i];
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            "label %d of example %d is not in 0 .. %d".formatted(label, i, classes - 1));
      }
      Placing placing = Retrieval.place(scores, i * classes, classes, new int[] {label});
      right[label] += placing.within(1);
      top5 += placing.within(5);
      seen[label]++;
    }
    double recalls = 0;
    int present = 0;
    for (int label = 0; label < classes; label++) {
      recalls += seen[label] == 0 ? 0 : right[label] / seen[label];
      present += seen[label] == 0 ? 0 : 1;
    }
    double examples = labels.length;
    return new ZeroShotScores(
        labels.length,
        classes,
        Arrays.stream(right).sum() / examples,
        top5 / examples,
        recalls / present,
        1.0 / classes,
        Math.min(5, classes) / (double) classes,
        Arrays.stream(seen).max().orElseThrow() / examples);
  }
}
