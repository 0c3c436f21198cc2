package dev.counterpoint.models.balance.mcr;

import dev.counterpoint.datasets.CounterpointException;
import java.util.Map;

/** Modalities whose features are to be compared have features of different widths. */
public final class UnequalFeaturesException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param widths of the features by modality
   */
  public UnequalFeaturesException(Map<String, Long> widths) {
    super(
        "MCR contrasts the features of all modalities with one another, so that they must be"
            + " equally wide; found "
            + widths,
        "Give all encoders the same number of features, or set the weight of the contrast to 0.");
  }
}
