package dev.counterpoint.datasets.captioned.split;

import dev.counterpoint.datasets.CounterpointException;

/** Captions that cannot teach which picture they belong to. */
public final class NothingToLearnException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private NothingToLearnException(String problem, String remedy) {
    super(problem, remedy);
  }

  static NothingToLearnException allEqual(String set, int pictures, String caption) {
    return new NothingToLearnException(
        "the %d pictures of %s that are trained on all have the caption \"%s\""
            .formatted(pictures, set, brief(caption)),
        "A model learns from captions that differ: check that the column or file of captions is the"
            + " right one (data.captionColumns), or train on pictures alone with the recipe"
            + " image-caption-simclr.");
  }

  static NothingToLearnException noCaption(String set, int pictures, String first) {
    return new NothingToLearnException(
        "none of the %d pictures of %s that are trained on has a caption that can be used%s"
            .formatted(pictures, set, first.isEmpty() ? "" : ", for instance " + first),
        "Check that the column or file of captions is the right one (data.captionColumns).");
  }

  private static String brief(String caption) {
    return caption.length() <= 60 ? caption : caption.substring(0, 57) + "...";
  }
}
