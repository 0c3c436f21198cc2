package dev.counterpoint.models.contribution;

/**
 * What an encoder lost by being trained beside others (Huang et al. 2022, "Modality Competition:
 * What Makes Joint Training of Multi-modal Network Fail in Deep Learning? (Provably)"): linear
 * probes of the encoder inside the fusion and of the same encoder trained on its modality alone.
 *
 * @param inFusion accuracy of the probe of the encoder that was trained in the fusion, in [0, 1]
 * @param alone accuracy of the probe of the encoder that was trained alone
 */
public record CompetitionGap(double inFusion, double alone) {

  /** What was lost, in accuracy; below zero where the encoder is the better for the others. */
  public double gap() {
    return alone - inFusion;
  }
}
