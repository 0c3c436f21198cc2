package dev.counterpoint.app.captioned.evaluation;

import dev.counterpoint.datasets.CounterpointException;
import java.util.Collection;
import java.util.List;

/** There are no pictures to measure a model on. */
public final class NothingHeldOutException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private NothingHeldOutException(String problem, String remedy) {
    super(problem, remedy);
  }

  static NothingHeldOutException noPart(String part, Collection<String> parts) {
    return new NothingHeldOutException(
        "the data of the run have no part '%s', only %s".formatted(part, parts),
        "Hold pictures out: data.heldOut for the part test, data.validation for validation.");
  }

  static NothingHeldOutException noneLabeled(String part, int pictures, List<String> found) {
    return new NothingHeldOutException(
        "none of the %d pictures of the part '%s' has one of the labels that were given; %s"
            .formatted(
                pictures,
                part,
                found.isEmpty()
                    ? "they have no labels"
                    : "they have " + found.subList(0, Math.min(10, found.size()))),
        found.isEmpty()
            ? "Name the column of labels with data.labelColumn when training."
            : "The first column of --labels must hold labels as the data write them.");
  }

  static NothingHeldOutException allBad(String part, int bad) {
    return new NothingHeldOutException(
        "none of the %d pictures of the part '%s' can be used".formatted(bad, part),
        "Look at the warnings of the training.");
  }
}
