package dev.counterpoint.inference.text;

import dev.counterpoint.inference.Classifier;
import dev.counterpoint.inference.Vectors;
import dev.counterpoint.inference.bundle.Bundle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Classes that are given by name, as CLIP has them: a class is the mean of the directions of its
 * prompts (Radford et al. 2021, 3.1.4), and a picture has the class with the nearest.
 *
 * @param labels names of the {@code K} classes
 * @param templates sentences with {@code {}} where the label goes
 */
public record LabelPrompts(List<String> labels, List<String> templates) {

  /** What stands in a template for the label. */
  public static final String PLACE = "{}";

  /** The label alone. */
  public static final List<String> PLAIN = List.of(PLACE);

  /**
   * Checks the texts.
   *
   * @throws PromptException if there is no label, one is empty or comes twice, there is no
   *     template, or one has no place for the label
   */
  public LabelPrompts {
    labels = labels.stream().map(String::strip).toList();
    templates = List.copyOf(templates);
    if (labels.isEmpty() || labels.stream().anyMatch(String::isEmpty)) {
      throw PromptException.labels("a label is empty, or there is none");
    }
    HashSet<String> seen = new HashSet<>();
    for (String label : labels) {
      if (!seen.add(label)) {
        throw PromptException.labels("the label '%s' is there twice".formatted(label));
      }
    }
    if (templates.isEmpty()) {
      throw PromptException.withoutPlace("");
    }
    for (String template : templates) {
      if (!template.contains(PLACE)) {
        throw PromptException.withoutPlace(template);
      }
    }
  }

  /**
   * The classifier of these classes, for embeddings of the same bundle's pictures.
   *
   * @param bundle that {@code model} was opened of; gives the logit scale
   */
  public Classifier classifier(Bundle bundle, TextModel model) {
    List<float[]> directions = new ArrayList<>(labels.size());
    for (String label : labels) {
      List<String> prompts = templates.stream().map(t -> t.replace(PLACE, label)).toList();
      directions.add(mean(model.embed(prompts).vectors()));
    }
    return new Classifier(
        bundle.where(), labels, directions, bundle.config().logitScale().orElse(1));
  }

  /** The sum has the direction of the mean; the classifier makes its length one. */
  private static float[] mean(Vectors vectors) {
    float[] sum = new float[vectors.width()];
    for (int row = 0; row < vectors.count(); row++) {
      float[] vector = vectors.row(row);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vector[i];
      }
    }
    return sum;
  }
}
