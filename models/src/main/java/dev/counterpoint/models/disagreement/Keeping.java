package dev.counterpoint.models.disagreement;

import java.util.Arrays;
import java.util.Locale;

/** What a {@link DisagreementLearner} is rewarded for keeping. */
public enum Keeping {
  /** What the modalities have in common: InfoNCE between them alone, as in CLIP. */
  AGREEMENT(true, false, false),
  /** What each has: contrast of two views of it alone, as in SimCLR. */
  WITHIN(false, true, false),
  /** Both side by side, the views against all other examples. */
  AGREEMENT_AND_WITHIN(true, true, false),
  /** Both, the views against examples that agree in the other modality. */
  AGREEMENT_AND_DISAGREEMENT(true, true, true);

  private final boolean agreement;
  private final boolean own;
  private final boolean conditional;

  Keeping(boolean agreement, boolean own, boolean conditional) {
    this.agreement = agreement;
    this.own = own;
    this.conditional = conditional;
  }

  /** Whether a part of the representation is trained by agreement. */
  public boolean agreement() {
    return agreement;
  }

  /** Whether a part is trained by views of one modality. */
  public boolean own() {
    return own;
  }

  /** Whether that part's negatives agree in the other modality. */
  public boolean conditional() {
    return conditional;
  }

  /** As on the command line. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The one of a name.
   *
   * @throws IllegalArgumentException if there is none; it names those there are
   */
  public static Keeping named(String text) {
    return Arrays.stream(values())
        .filter(one -> one.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "towers keep one of %s, not %s"
                        .formatted(Arrays.stream(values()).map(Keeping::text).toList(), text)));
  }
}
