package dev.counterpoint.datasets.captioned.split;

import dev.counterpoint.datasets.captioned.BadExampleException;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import java.util.Locale;

/** Whether captions tell pictures from one another. */
public final class DistinctCaptions {

  private DistinctCaptions() {}

  /**
   * Checks that there are two captions that differ by more than case and blanks around them. Reads
   * no further than to the second.
   *
   * @param indices of the pictures that are trained on
   * @throws NothingToLearnException if there are no captions that can be used, or all are the same
   */
  public static void require(CaptionedPictures pictures, int[] indices) {
    String first = null;
    String problem = "";
    for (int index : indices) {
      try {
        for (String caption : pictures.description(index).captions()) {
          String text = caption.strip();
          if (first == null) {
            first = text;
          } else if (!first.toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT))) {
            return;
          }
        }
      } catch (BadExampleException e) {
        problem = problem.isEmpty() ? e.problem() : problem;
      }
    }
    throw first == null
        ? NothingToLearnException.noCaption(pictures.name(), indices.length, problem)
        : NothingToLearnException.allEqual(pictures.name(), indices.length, first);
  }
}
