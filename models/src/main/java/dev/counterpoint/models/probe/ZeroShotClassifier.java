package dev.counterpoint.models.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Classification without training examples: each class is the mean direction of the embeddings of
 * its prompts, and an example belongs to the class that it has the highest cosine with (Radford et
 * al. 2021, "Learning Transferable Visual Models From Natural Language Supervision", section
 * 3.1.4).
 */
public final class ZeroShotClassifier {

  private static final int CHUNK = 16_384;

  private final float[] prototypes;
  private final int classes;
  private final int columns;
  private final NDManager manager;

  private ZeroShotClassifier(float[] prototypes, int classes, int columns, NDManager manager) {
    this.prototypes = prototypes;
    this.classes = classes;
    this.columns = columns;
    this.manager = manager;
  }

  /** The direction of each class, {@code (classes, D)} row by row. */
  public float[] directions() {
    float[] rows = new float[prototypes.length];
    for (int k = 0; k < classes; k++) {
      for (int column = 0; column < columns; column++) {
        rows[k * columns + column] = prototypes[column * classes + k];
      }
    }
    return rows;
  }

  /**
   * Makes a prototype per class: the embeddings of its prompts are brought to length one, averaged,
   * and the mean is brought to length one.
   *
   * @param prompts embeddings of prompts, of any length above zero
   * @param classOf class of each prompt
   * @param classes number of classes; each needs a prompt
   * @param manager where it computes
   * @throws IllegalArgumentException if a class has no prompt, an embedding has length zero, or the
   *     prompts of a class cancel each other
   */
  public static ZeroShotClassifier of(
      FeatureMatrix prompts, byte[] classOf, int classes, NDManager manager) {
    int[] wide = new int[classOf.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = classOf[i];
    }
    return of(prompts, wide, classes, manager);
  }

  /**
   * The same for any number of classes.
   *
   * @param prompts embeddings of prompts, of any length above zero
   * @param classOf class of each prompt
   * @param classes number of classes; each needs a prompt
   * @param manager where it computes
   * @throws IllegalArgumentException if a class has no prompt, an embedding has length zero, or the
   *     prompts of a class cancel each other
   */
  public static ZeroShotClassifier of(
      FeatureMatrix prompts, int[] classOf, int classes, NDManager manager) {
    Labels.require(classOf, prompts.rows(), classes);
    int columns = prompts.columns();
    double[][] sums = new double[classes][columns];
    int[] counts = new int[classes];
    for (int row = 0; row < prompts.rows(); row++) {
      double squares = 0;
      for (int column = 0; column < columns; column++) {
        squares += (double) prompts.at(row, column) * prompts.at(row, column);
      }
      if (squares == 0) {
        throw new IllegalArgumentException("the embedding of prompt " + row + " has length zero");
      }
      for (int column = 0; column < columns; column++) {
        sums[classOf[row]][column] += prompts.at(row, column) / Math.sqrt(squares);
      }
      counts[classOf[row]]++;
    }
    float[] prototypes = new float[columns * classes]; // (D, classes)
    for (int k = 0; k < classes; k++) {
      double squares = 0;
      for (double entry : sums[k]) {
        squares += entry * entry;
      }
      double length = Math.sqrt(squares);
      if (!(length > 1e-6 * counts[k])) {
        throw new IllegalArgumentException(
            counts[k] == 0
                ? "class " + k + " has no prompt"
                : "the prompts of class " + k + " cancel each other");
      }
      for (int column = 0; column < columns; column++) {
        prototypes[column * classes + k] = (float) (sums[k][column] / length);
      }
    }
    return new ZeroShotClassifier(prototypes, classes, columns, manager);
  }

  /** The class of each example; the lower one where two are equal. */
  public int[] predict(FeatureMatrix embeddings) {
    return Scores.argmax(scores(embeddings), classes);
  }

  /**
   * Cosines with the classes, {@code (N, classes)} row by row.
   *
   * @throws IllegalArgumentException if the embeddings are not as wide as the prompts
   */
  public float[] scores(FeatureMatrix embeddings) {
    embeddings.require(columns, "this classifier");
    try (NDManager scope = manager.newSubManager()) {
      NDArray directions = scope.create(prototypes, new Shape(columns, classes));
      return Scores.inChunks(
          embeddings, classes, CHUNK, scope, rows -> rows.normalize(2, 1).matMul(directions));
    }
  }
}
