package dev.counterpoint.models.balance;

import ai.djl.ndarray.NDArray;
import dev.counterpoint.models.fusion.FusionPass;
import dev.counterpoint.models.objective.CrossEntropy;

/** Cross-entropies of the classifiers that read one modality alone. */
public final class UnimodalLosses {

  /** Name of the term of their sum. */
  public static final String ALONE = "alone";

  private UnimodalLosses() {}

  /**
   * Of one modality.
   *
   * @return scalar, nats, mean over examples
   */
  public static NDArray of(FusionPass pass, int modality) {
    return CrossEntropy.loss(pass.alone(modality), pass.labels());
  }

  /**
   * The sum over all modalities.
   *
   * @return scalar, nats, mean over examples
   */
  public static NDArray sum(FusionPass pass) {
    NDArray sum = of(pass, 0);
    for (int m = 1; m < pass.modalities(); m++) {
      sum = sum.add(of(pass, m));
    }
    return sum;
  }
}
