package dev.counterpoint.app.evaluation;

import java.util.List;

/**
 * What was measured of one trained model; written as {@code evaluation.json}.
 *
 * @param method of the run
 * @param seed of the run
 * @param step of the checkpoint
 * @param seconds that the evaluation took
 * @param readouts the method's own readout first
 */
public record RunEvaluation(
    String method, long seed, long step, double seconds, List<ReadoutScore> readouts) {

  /**
   * A readout by name and layer.
   *
   * @throws IllegalArgumentException if there is none
   */
  public ReadoutScore readout(String name, Readout.Layer layer) {
    return readouts.stream()
        .filter(score -> score.readout().equals(name) && score.layer() == layer)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(method + " has no readout " + name + " of " + layer));
  }
}
