package dev.counterpoint.app.training;

import dev.counterpoint.app.checkpoint.BestParameters;
import dev.counterpoint.app.checkpoint.TrainState;
import dev.counterpoint.models.network.Network;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the parameters of the epoch that validates best; of equal ones, the earliest. It is a part
 * of each checkpoint, so that a resumed run chooses as one that was not stopped.
 */
public final class Selection {

  private final Validation validation;
  private BestParameters best;

  /** Nothing is measured yet. */
  public Selection(Validation validation) {
    this.validation = validation;
  }

  /** Measures after the last step of an epoch. */
  public void afterEpoch(long step, Network network) {
    float[] measures = validation.measure();
    boolean better = best == null || measures[0] > best.score();
    best =
        better
            ? BestParameters.capture(step, measures, network)
            : best.withNewestMeasures(measures);
  }

  /** The newest measures by name; empty before the first epoch is over. */
  Map<String, Double> newest() {
    Map<String, Double> newest = new LinkedHashMap<>();
    if (best != null) {
      for (int i = 0; i < validation.names().size(); i++) {
        newest.put(validation.names().get(i), (double) best.newestMeasures()[i]);
      }
    }
    return newest;
  }

  /** What is best so far; empty before the first epoch is over. */
  public Optional<BestParameters> best() {
    return Optional.ofNullable(best);
  }

  /** Goes on where a checkpoint was. */
  void restore(TrainState state) {
    best = state.best().orElse(null);
  }
}
