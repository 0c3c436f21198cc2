package dev.counterpoint.models.balance.mcr;

/**
 * Settings of {@link Mcr}. A weight of 0 switches a term off, which then costs nothing.
 *
 * @param game what encoders make of one another's information
 * @param informationWeight lambda of the divergences, 0 or above (lambda_M in the paper)
 * @param permutations how many a divergence is averaged over, at least 1
 * @param reference whether the distribution of the examples as they are learns
 * @param pairs which pairs of examples count
 * @param contrastWeight of the supervised contrast of the features, 0 or above
 * @param temperature of the contrast, above 0
 * @param reconstructionWeight of the conditional entropy bottleneck, 0 or above
 * @param prediction what the bottleneck reconstructs the features from
 * @param unimodalWeight of the cross-entropies of the modalities' own classifiers, 0 or above
 *     (lambda_uni)
 */
public record McrSettings(
    Game game,
    double informationWeight,
    int permutations,
    Reference reference,
    Pairs pairs,
    double contrastWeight,
    double temperature,
    double reconstructionWeight,
    Prediction prediction,
    double unimodalWeight) {

  /** What the paper uses for CREMA-D with ResNets: no bottleneck. */
  public static final McrSettings DEFAULT =
      new McrSettings(
          Game.GREEDY, 0.1, 32, Reference.OWN, Pairs.ALL, 1, 0.5, 0, Prediction.LOGITS, 0.01);

  /** Checks the ranges. */
  public McrSettings {
    notNegative("informationWeight", informationWeight);
    notNegative("contrastWeight", contrastWeight);
    notNegative("reconstructionWeight", reconstructionWeight);
    notNegative("unimodalWeight", unimodalWeight);
    if (permutations < 1) {
      throw new IllegalArgumentException("permutations must be at least 1, found " + permutations);
    }
    if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("temperature must be above 0, found " + temperature);
    }
  }

  private static void notNegative(String name, double weight) {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be 0 or above, found " + weight);
    }
  }

  /** The same with other weights. */
  public McrSettings withWeights(
      double information, double contrast, double reconstruction, double unimodal) {
    return new McrSettings(
        game,
        information,
        permutations,
        reference,
        pairs,
        contrast,
        temperature,
        reconstruction,
        prediction,
        unimodal);
  }

  /** The same with another game. */
  public McrSettings with(Game other) {
    return new McrSettings(
        other,
        informationWeight,
        permutations,
        reference,
        pairs,
        contrastWeight,
        temperature,
        reconstructionWeight,
        prediction,
        unimodalWeight);
  }

  /**
   * The same with other divergences.
   *
   * @param count of permutations
   */
  public McrSettings with(int count, Reference otherReference, Pairs otherPairs) {
    return new McrSettings(
        game,
        informationWeight,
        count,
        otherReference,
        otherPairs,
        contrastWeight,
        temperature,
        reconstructionWeight,
        prediction,
        unimodalWeight);
  }
}
