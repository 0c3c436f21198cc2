package dev.counterpoint.inference;

import dev.counterpoint.inference.bundle.Bundle;
import dev.counterpoint.inference.config.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** From what a model says of a picture to probabilities of classes. */
public final class Classifier {

  private final String where;
  private final Task task;
  private final List<String> labels;
  private final double[][] directions;
  private final double logitScale;

  /** The classifier of a bundle. */
  public Classifier(Bundle bundle) {
    where = bundle.where();
    task = bundle.config().task();
    labels = bundle.config().labels();
    logitScale = bundle.config().logitScale().orElse(1);
    directions = new double[bundle.classes().embeddings().size()][];
    for (int k = 0; k < directions.length; k++) {
      directions[k] = ofLengthOne(bundle.classes().embeddings().get(k));
    }
  }

  /**
   * A zero-shot classifier of classes that are given.
   *
   * @param where the model, for errors
   * @param labels names of the {@code K} classes, at least one
   * @param directions {@code (K, D)}, of any length but zero
   * @param logitScale what cosines are multiplied by before the softmax
   * @throws IllegalArgumentException if there is not a direction for each label, or no label
   */
  public Classifier(
      String where, List<String> labels, List<float[]> directions, double logitScale) {
    if (labels.isEmpty() || labels.size() != directions.size()) {
      throw new IllegalArgumentException(
          "%d labels have %d directions".formatted(labels.size(), directions.size()));
    }
    this.where = where;
    this.labels = List.copyOf(labels);
    this.logitScale = logitScale;
    task = Task.ZERO_SHOT;
    this.directions = directions.stream().map(Classifier::ofLengthOne).toArray(double[][]::new);
  }

  /**
   * The layer that classes are told from.
   *
   * @throws NoClassesException if the model has no classes
   */
  public Layer layer() {
    if (labels.isEmpty()) {
      throw new NoClassesException(where);
    }
    return switch (task) {
      case ZERO_SHOT -> Layer.EMBEDDING;
      case CLASSIFICATION -> Layer.LOGITS;
      case FEATURES -> throw new NoClassesException(where);
    };
  }

  /** Names of the {@code K} classes. */
  public List<String> labels() {
    return labels;
  }

  /**
   * Probabilities of the classes: the softmax of the logits, or for zero-shot models of cosines
   * with the classes' embeddings times the logit scale.
   *
   * @param vector what the model says: {@code (K)} logits, or an embedding {@code (D)}
   * @return {@code (K)}, in the order of the labels
   * @throws NoClassesException if the model has no classes
   */
  public double[] probabilities(float[] vector) {
    double[] logits = new double[labels.size()];
    if (layer() == Layer.LOGITS) {
      for (int k = 0; k < logits.length; k++) {
        logits[k] = vector[k];
      }
    } else {
      double[] direction = ofLengthOne(vector);
      for (int k = 0; k < logits.length; k++) {
        logits[k] = logitScale * product(direction, directions[k]);
      }
    }
    return softmax(logits);
  }

  /**
   * Classes by their probabilities.
   *
   * @param vector as in {@link #probabilities}
   * @throws NoClassesException if the model has no classes
   */
  public Classification classify(float[] vector) {
    double[] probabilities = probabilities(vector);
    List<Prediction> ranked = new ArrayList<>(probabilities.length);
    for (int k = 0; k < probabilities.length; k++) {
      ranked.add(new Prediction(labels.get(k), probabilities[k]));
    }
    ranked.sort(Comparator.comparingDouble(Prediction::probability).reversed());
    return new Classification(ranked);
  }

  private static double[] ofLengthOne(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    double length = squares == 0 ? 1 : Math.sqrt(squares);
    double[] direction = new double[vector.length];
    for (int i = 0; i < direction.length; i++) {
      direction[i] = vector[i] / length;
    }
    return direction;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double[] softmax(double[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (int k = 0; k < logits.length; k++) {
      logits[k] = Math.exp(logits[k] - largest);
      sum += logits[k];
    }
    for (int k = 0; k < logits.length; k++) {
      logits[k] /= sum;
    }
    return logits;
  }
}
