package dev.counterpoint.app.captioned;

import dev.counterpoint.datasets.CounterpointException;
import java.util.Collection;

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

  static NothingHeldOutException allBad(String part, int bad) {
    return new NothingHeldOutException(
        "none of the %d pictures of the part '%s' can be used".formatted(bad, part),
        "Look at the warnings of the training.");
  }
}
