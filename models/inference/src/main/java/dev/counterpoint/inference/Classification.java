package dev.counterpoint.inference;

import java.util.List;

/**
 * What a model takes a picture for.
 *
 * @param ranked every class, the most probable first; classes of equal probability in the model's
 *     order; probabilities sum to one
 */
public record Classification(List<Prediction> ranked) {

  /**
   * Keeps an own copy.
   *
   * @throws IllegalArgumentException if there is no class
   */
  public Classification {
    ranked = List.copyOf(ranked);
    if (ranked.isEmpty()) {
      throw new IllegalArgumentException("a classification needs a class");
    }
  }

  /** The most probable class. */
  public Prediction best() {
    return ranked.get(0);
  }

  /** The most probable classes, at most {@code count}. */
  public List<Prediction> top(int count) {
    return ranked.subList(0, Math.min(count, ranked.size()));
  }
}
