package dev.counterpoint.models.contribution;

import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.prediction.Divergence;
import dev.counterpoint.models.prediction.Logits;
import dev.counterpoint.models.probe.FeatureMatrix;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A fusion's prediction on the same examples where modalities are absent, permuted or noisy. All
 * from features: encoders do not run again.
 */
public final class SubsetScores {

  private final FusionScores scores;
  private final LabeledFeatures features;
  private final List<FeatureSpread> training;
  private final Absence absence;
  private final RandomAddress address;
  private final Logits whole;

  /**
   * Predicts once with all modalities.
   *
   * @param scores what predicts
   * @param features of the examples that are measured on
   * @param training where each modality's features lie over training examples
   * @param absence what stands for a modality that is absent
   * @param address of permutations and noise
   */
  public SubsetScores(
      FusionScores scores,
      LabeledFeatures features,
      List<FeatureSpread> training,
      Absence absence,
      RandomAddress address) {
    this.scores = scores;
    this.features = features;
    this.training = List.copyOf(training);
    this.absence = absence;
    this.address = address;
    this.whole = scores.of(features);
  }

  /** The prediction with all modalities. */
  public Logits whole() {
    return whole;
  }

  /** The prediction with the modalities of a subset, a bit mask, and the others absent. */
  public Logits with(int subset) {
    LabeledFeatures changed = features;
    for (int m = 0; m < training.size(); m++) {
      if ((subset & 1 << m) == 0) {
        changed = changed.with(m, absent(m));
      }
    }
    return changed == features ? whole : scores.of(changed);
  }

  private FeatureMatrix absent(int modality) {
    FeatureMatrix own = features.of(modality);
    return switch (absence) {
      case ZERO -> FeatureChanges.zeros(own);
      case MEAN -> FeatureChanges.constant(own, training.get(modality).mean());
      case PERMUTED -> FeatureChanges.permuted(own, 1, address.purpose("absent").at(modality));
    };
  }

  /** Accuracies with every subset, in [0, 1]. */
  public Coalitions accuracies() {
    return Coalitions.of(training.size(), subset -> with(subset).accuracy(features.labels()));
  }

  /** Accuracy where a modality is permuted among a share of the examples. */
  public double accuracyPermuted(int modality, double share) {
    FeatureMatrix permuted =
        FeatureChanges.permuted(
            features.of(modality), share, address.purpose("permuted").at(modality));
    return scores.of(features.with(modality, permuted)).accuracy(features.labels());
  }

  /**
   * Accuracy under Gaussian noise on a modality's features.
   *
   * @param level standard deviation, as a share of each feature's own over training examples
   */
  public double accuracyNoisy(int modality, double level) {
    FeatureMatrix noisy =
        FeatureChanges.noisy(
            features.of(modality),
            level,
            training.get(modality).deviation(),
            address.purpose("latent-noise").at(modality));
    return scores.of(features.with(modality, noisy)).accuracy(features.labels());
  }

  /**
   * How much the prediction depends on a modality: mean Jensen-Shannon divergence of the prediction
   * from itself with the modality's features permuted, the negative of L_MIPD (Kontras et al. 2024,
   * "Balancing Multimodal Training Through Game-Theoretic Regularization", eq. 8) on these
   * examples. It asks no label: a modality can move the prediction and not for the better.
   *
   * @param permutations how many it is the mean of, at least 1
   * @return nats, in [0, ln 2]; 0 where the modality is ignored
   */
  public double dependence(int modality, int permutations) {
    RandomAddress own = address.purpose("dependence").at(modality);
    return IntStream.range(0, permutations)
        .mapToObj(i -> FeatureChanges.permuted(features.of(modality), 1, own.at(i)))
        .map(permuted -> scores.of(features.with(modality, permuted)))
        .mapToDouble(prediction -> Divergence.jensenShannon(whole, prediction))
        .average()
        .orElseThrow(() -> new IllegalArgumentException("expected at least one permutation"));
  }
}
