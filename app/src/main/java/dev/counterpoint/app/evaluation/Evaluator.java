package dev.counterpoint.app.evaluation;

import dev.counterpoint.app.data.DigitCaptions;
import dev.counterpoint.app.evaluation.ReadoutScore.ShiftPoint;
import dev.counterpoint.datasets.colored.ColoredDigits;
import dev.counterpoint.datasets.colored.ColoredEnvironments;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.learner.ImageLearner;
import dev.counterpoint.models.probe.Confusion;
import dev.counterpoint.models.probe.ShapeColorConfusion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures a trained learner on the environments of its protocol. */
public final class Evaluator {

  private final ColoredEnvironments environments;
  private final Optional<DigitCaptions> captions;
  private final double[] correlations;

  /**
   * An evaluator.
   *
   * @param environments what to measure on
   * @param captions that the learner was trained with; empty if with none
   * @param correlations colour correlations of the shift curve, each in [-1, 1]; none for no curve
   */
  public Evaluator(
      ColoredEnvironments environments, Optional<DigitCaptions> captions, double... correlations) {
    this.environments = environments;
    this.captions = captions;
    this.correlations = correlations.clone();
  }

  /**
   * Scores of all readouts that fit the learner, its own first.
   *
   * @param root of the run's randomness
   */
  public List<ReadoutScore> evaluate(ImageLearner learner, RandomAddress root) {
    ColoredDigits train = environments.train();
    Representations training = Representations.of(learner, train);
    List<Readout> readouts = new Readouts(learner, train, captions, training, root).fit();
    Map<Readout, List<EnvironmentScore>> scores = new LinkedHashMap<>();
    Map<Readout, List<ShiftPoint>> shift = new LinkedHashMap<>();
    Map<Readout, int[]> onTest = new LinkedHashMap<>();
    for (Readout readout : readouts) {
      scores.put(readout, new ArrayList<>());
      shift.put(readout, new ArrayList<>());
      // Neighbours of the training examples would find themselves: their bank is a part of them.
      int[] predictions =
          readout.name().equals(Readouts.NEIGHBORS) ? null : predict(readout, training);
      scores.get(readout).add(score(train, predictions));
    }
    List<ColoredDigits> tests = new ArrayList<>(List.of(environments.test()));
    tests.addAll(environments.others());
    for (ColoredDigits test : tests) {
      Representations representations = Representations.of(learner, test);
      for (Readout readout : readouts) {
        int[] predictions = predict(readout, representations);
        onTest.putIfAbsent(readout, predictions);
        scores.get(readout).add(score(test, predictions));
      }
    }
    for (double correlation : correlations) {
      ColoredDigits shifted = environments.shifted().apply(correlation);
      Representations representations = Representations.of(learner, shifted);
      for (Readout readout : readouts) {
        EnvironmentScore score = score(shifted, predict(readout, representations));
        shift.get(readout).add(new ShiftPoint(correlation, score.noisy(), score.clean()));
      }
    }
    return readouts.stream()
        .map(r -> summary(r, scores.get(r), onTest.get(r), shift.get(r)))
        .toList();
  }

  private static int[] predict(Readout readout, Representations representations) {
    return readout.classifier().predict(representations.of(readout.layer()));
  }

  private static EnvironmentScore score(ColoredDigits digits, int[] predictions) {
    return new EnvironmentScore(
        digits.name(),
        digits.size(),
        accuracy(digits.noisyLabels(), predictions),
        accuracy(digits.cleanLabels(), predictions));
  }

  private static double accuracy(byte[] labels, int[] predictions) {
    if (predictions == null) {
      return Double.NaN;
    }
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += labels[i] == predictions[i] ? 1 : 0;
    }
    return 100.0 * right / labels.length;
  }

  private ReadoutScore summary(
      Readout readout, List<EnvironmentScore> scores, int[] predictions, List<ShiftPoint> shift) {
    ColoredDigits test = environments.test();
    Confusion confusion = Confusion.of(test.cleanLabels(), predictions, test.classes());
    ShapeColorConfusion conflict =
        ShapeColorConfusion.of(
            test.cleanLabels(), test.colors(), predictions, test.classes(), test.palette().size());
    return new ReadoutScore(
        readout.name(),
        readout.layer(),
        readout.facts(),
        scores,
        percent(conflict.accuracyByClass()),
        percent(conflict.accuracyByColor()),
        confusion.counts(),
        conflict.conflicts(),
        100 * conflict.followShape(),
        100 * conflict.followColor(),
        shift);
  }

  private static double[] percent(double[] shares) {
    double[] percent = new double[shares.length];
    for (int i = 0; i < shares.length; i++) {
      percent[i] = 100 * shares[i];
    }
    return percent;
  }
}
