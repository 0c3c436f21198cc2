package dev.counterpoint.app.evaluation;

import java.util.List;
import java.util.Map;

/**
 * Everything measured of one readout of one trained model.
 *
 * @param readout name of the readout
 * @param layer what it reads
 * @param facts how it was fitted
 * @param environments scores, the training environment first, the protocol's test second
 * @param perClass accuracy in % on the test by clean class
 * @param perColor accuracy in % on the test by colour
 * @param confusion counts on the test, rows clean classes, columns predictions
 * @param conflicts test examples whose colour points to another class than their shape
 * @param followShape of these, % predicted as their shape
 * @param followColor of these, % predicted as the class of their colour
 * @param shift test accuracy as the colour correlation changes
 */
public record ReadoutScore(
    String readout,
    Readout.Layer layer,
    Map<String, Object> facts,
    List<EnvironmentScore> environments,
    double[] perClass,
    double[] perColor,
    int[][] confusion,
    int conflicts,
    double followShape,
    double followColor,
    List<ShiftPoint> shift) {

  /**
   * A point of the shift curve.
   *
   * @param correlation from -1, fully reversed, to 1, fully aligned
   * @param noisy accuracy in % against the noisy labels
   * @param clean accuracy in % against what the pictures show
   */
  public record ShiftPoint(double correlation, double noisy, double clean) {}

  /** The score on the training environment. */
  public EnvironmentScore train() {
    return environments.get(0);
  }

  /** The score on the protocol's test. */
  public EnvironmentScore test() {
    return environments.get(1);
  }
}
