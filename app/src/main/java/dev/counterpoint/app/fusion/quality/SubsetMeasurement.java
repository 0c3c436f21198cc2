package dev.counterpoint.app.fusion.quality;

import dev.counterpoint.models.latentquality.RiskBound;
import java.util.List;

/**
 * A fusion of a subset of modalities, trained on so many examples.
 *
 * @param modalities their names, in the data's order
 * @param examples m that were trained on
 * @param step that validated best
 * @param learned risk of what was learned, on test examples
 * @param refitted risk of a head that was fitted anew on the frozen latent of the whole pool, on
 *     test examples
 * @param c inverse strength of that head's regularisation, as in scikit-learn
 * @param trainedOn clipped cross-entropy of what was learned, on the m examples
 * @param refittedOn that of the refitted head, on the m examples
 */
public record SubsetMeasurement(
    List<String> modalities,
    int examples,
    long step,
    SubsetRisk learned,
    SubsetRisk refitted,
    double c,
    double trainedOn,
    double refittedOn) {

  /** One in so many draws of the examples may break the theorem's bound. */
  private static final double DELTA = 0.05;

  /** Copies the list. */
  public SubsetMeasurement {
    modalities = List.copyOf(modalities);
  }

  /**
   * What theorem 1 of Huang et al. 2021 says of the clipped risk of this subset less another's. The
   * complexity of the encoders is not known, and so is not a number.
   *
   * @param clip C, nats
   */
  public RiskBound against(SubsetMeasurement other, double clip) {
    return RiskBound.of(
        refitted.clipped() - other.refitted.clipped(),
        trainedOn - refittedOn,
        Double.NaN,
        clip,
        examples,
        DELTA);
  }
}
