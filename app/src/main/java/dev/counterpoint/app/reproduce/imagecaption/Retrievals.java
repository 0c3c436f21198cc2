package dev.counterpoint.app.reproduce.imagecaption;

import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.reproduce.Experiment.Outcome;
import dev.counterpoint.app.reproduce.job.CaptionedResult;
import dev.counterpoint.app.reproduce.job.Retrieval;
import dev.counterpoint.app.reproduce.job.Retrieval.Shift;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What was measured of one method over the seeds.
 *
 * @param seeds one each, in the order of the seeds
 */
record Retrievals(List<Retrieval> seeds) {

  /** The runs of a group. */
  static Retrievals of(Outcome outcome, String group) {
    return new Retrievals(
        outcome.group(group).stream()
            .map(job -> job.result(CaptionedResult.class).retrieval())
            .toList());
  }

  /** One number a seed. */
  double[] each(ToDoubleFunction<Retrieval> value) {
    return seeds.stream().mapToDouble(value).toArray();
  }

  /** One number a seed, of the same place of a list of shifts. */
  double[] at(int place, Function<Retrieval, List<Shift>> shifts, ToDoubleFunction<Shift> value) {
    return each(
        seed -> {
          List<Shift> all = shifts.apply(seed);
          return place < all.size() ? value.applyAsDouble(all.get(place)) : Double.NaN;
        });
  }

  /** The mean over all corruptions and strengths, one a seed; NaN where there are none. */
  double[] corrupted(ToDoubleFunction<Shift> value) {
    return each(
        seed ->
            seed.corruptions().stream()
                .filter(shift -> shift.strength() > 0)
                .mapToDouble(value)
                .average()
                .orElse(Double.NaN));
  }

  /** The mean over all corruptions of one strength, one a seed; NaN where there are none. */
  double[] corrupted(int strength, ToDoubleFunction<Shift> value) {
    return each(
        seed ->
            seed.corruptions().stream()
                .filter(shift -> shift.strength() == strength)
                .mapToDouble(value)
                .average()
                .orElse(Double.NaN));
  }

  /** Differences, seed by seed. */
  static double[] minus(double[] left, double[] right) {
    double[] difference = new double[left.length];
    Arrays.setAll(difference, i -> left[i] - right[i]);
    return difference;
  }

  /** A mean, or a dash where the method has no such number in any seed. */
  static Cell cell(double[] perSeed, int decimals) {
    return Arrays.stream(perSeed).allMatch(Double::isNaN)
        ? Cell.text("–")
        : Cell.mean(perSeed, decimals);
  }
}
