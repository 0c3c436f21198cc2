package dev.counterpoint.app.fusion.quality;

import dev.counterpoint.models.latentquality.ExampleLosses;
import dev.counterpoint.models.prediction.Logits;

/**
 * An estimate of a population risk from examples.
 *
 * @param crossEntropy mean, nats
 * @param crossEntropyError its standard error over examples, nats
 * @param error share of wrong predictions, in [0, 1]
 * @param errorError its standard error over examples
 * @param clipped mean of the cross-entropy clipped at C, nats
 */
public record SubsetRisk(
    double crossEntropy,
    double crossEntropyError,
    double error,
    double errorError,
    double clipped) {

  /**
   * Of scores.
   *
   * @param clip C, nats
   */
  static SubsetRisk of(Logits scores, int[] labels, double clip) {
    ExampleLosses losses = ExampleLosses.crossEntropy(scores, labels);
    ExampleLosses error = ExampleLosses.error(scores, labels);
    return new SubsetRisk(
        losses.mean(),
        losses.standardError(),
        error.mean(),
        error.standardError(),
        losses.clipped(clip).mean());
  }
}
