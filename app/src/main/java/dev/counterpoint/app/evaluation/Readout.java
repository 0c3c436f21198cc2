package dev.counterpoint.app.evaluation;

import dev.counterpoint.models.probe.FeatureMatrix;
import java.util.Map;

/**
 * A way to read classes from a trained encoder.
 *
 * @param name as in tables: {@code "zero-shot"}, {@code "linear probe"}
 * @param layer what it reads
 * @param classifier from rows of that layer to classes
 * @param facts how it was fitted, for the report
 */
public record Readout(String name, Layer layer, Classifier classifier, Map<String, Object> facts) {

  /** Where a representation is read. */
  public enum Layer {
    /** What the image encoder gives, before any projection. */
    FEATURE,
    /** The vector that the contrastive loss compares, of length one. */
    EMBEDDING,
    /** The scores of a supervised head. */
    LOGITS
  }

  /** From rows to classes. */
  @FunctionalInterface
  public interface Classifier {
    /** One class in {@code 0 .. classes - 1} per row. */
    int[] predict(FeatureMatrix rows);
  }
}
