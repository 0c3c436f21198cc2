package dev.counterpoint.app.captioned.evaluation;

import dev.counterpoint.app.captioned.HeldOut;
import dev.counterpoint.datasets.captioned.split.PictureSplit;
import dev.counterpoint.datasets.text.labels.Label;
import dev.counterpoint.datasets.text.labels.PromptTemplates;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is measured, and on what.
 *
 * @param part of the split
 * @param labels classes of zero-shot; empty for the labels of the data
 * @param templates of their prompts
 * @param shifts whether the model is measured under shifts, too
 * @param mostPictures of the part that are measured on, for all of them are in memory; the first by
 *     their index
 */
public record EvaluationSettings(
    String part, List<Label> labels, PromptTemplates templates, boolean shifts, int mostPictures) {

  /** As many as COCO's test split has, which retrieval is compared on. */
  private static final int USUAL_PICTURES = 5_000;

  private static final PromptTemplates TEMPLATES =
      new PromptTemplates(
          List.of("{}", "a photo of {}", "a picture of {}", "an image of {}", "a drawing of {}"));

  /** The held-out part, with shifts. */
  public static EvaluationSettings standard() {
    return new EvaluationSettings(PictureSplit.TEST, List.of(), TEMPLATES, true, USUAL_PICTURES);
  }

  /** The same with another part. */
  public EvaluationSettings withPart(String other) {
    return new EvaluationSettings(other, labels, templates, shifts, mostPictures);
  }

  /** The same with other classes; several lines of one name are several prompts of it. */
  public EvaluationSettings withLabels(List<Label> others) {
    return new EvaluationSettings(part, others, templates, shifts, mostPictures);
  }

  /** The same with other templates. */
  public EvaluationSettings withTemplates(PromptTemplates others) {
    return new EvaluationSettings(part, labels, others, shifts, mostPictures);
  }

  /** The same with another bound on the pictures. */
  public EvaluationSettings withMostPictures(int most) {
    return new EvaluationSettings(part, labels, templates, shifts, most);
  }

  /** The same without shifts. */
  public EvaluationSettings withoutShifts() {
    return new EvaluationSettings(part, labels, templates, false, mostPictures);
  }

  /** The classes given, or those that the pictures have, in the order of their names. */
  List<Label> labelsOr(HeldOut pictures) {
    if (!labels.isEmpty()) {
      return labels;
    }
    return IntStream.range(0, pictures.size())
        .mapToObj(pictures::label)
        .flatMap(Optional::stream)
        .distinct()
        .sorted()
        .map(name -> new Label(name, name.replace('-', ' ').replace('_', ' ')))
        .toList();
  }
}
