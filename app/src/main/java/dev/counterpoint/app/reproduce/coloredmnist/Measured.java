package dev.counterpoint.app.reproduce.coloredmnist;

import dev.counterpoint.app.evaluation.EnvironmentScore;
import dev.counterpoint.app.evaluation.Readout;
import dev.counterpoint.app.evaluation.ReadoutScore;
import dev.counterpoint.app.reproduce.job.DigitsResult;
import dev.counterpoint.app.reproduce.job.FinishedJob;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One readout over the seeds of a group of runs.
 *
 * @param scores one per seed, in the order of the seeds
 */
record Measured(List<ReadoutScore> scores) {

  /** The readout that the method of a group is used with. */
  static Measured own(List<FinishedJob> group) {
    return new Measured(
        group.stream()
            .map(job -> job.result(DigitsResult.class).evaluation().readouts().get(0))
            .toList());
  }

  /** A readout by name. */
  static Measured of(List<FinishedJob> group, String readout, Readout.Layer layer) {
    return new Measured(
        group.stream()
            .map(job -> job.result(DigitsResult.class).evaluation().readout(readout, layer))
            .toList());
  }

  /** The same environment's score, seed by seed. */
  double[] each(int environment, ToDoubleFunction<EnvironmentScore> score) {
    return scores.stream()
        .mapToDouble(s -> score.applyAsDouble(s.environments().get(environment)))
        .toArray();
  }

  double[] trainNoisy() {
    return each(0, EnvironmentScore::noisy);
  }

  double[] testNoisy() {
    return each(1, EnvironmentScore::noisy);
  }

  double[] testClean() {
    return each(1, EnvironmentScore::clean);
  }

  double[] per(ToDoubleFunction<ReadoutScore> value) {
    return scores.stream().mapToDouble(value).toArray();
  }

  /** Counts of the confusion on the test, summed over seeds, as shares of each row in %. */
  double[][] confusion() {
    int classes = scores.get(0).confusion().length;
    double[][] share = new double[classes][classes];
    for (int row = 0; row < classes; row++) {
      double sum = 0;
      for (ReadoutScore score : scores) {
        for (int column = 0; column < classes; column++) {
          share[row][column] += score.confusion()[row][column];
          sum += score.confusion()[row][column];
        }
      }
      for (int column = 0; column < classes; column++) {
        share[row][column] *= sum == 0 ? 0 : 100 / sum;
      }
    }
    return share;
  }
}
