package dev.counterpoint.models.signalnoise;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Full-batch gradient descent on the synthetic data with one modality or with two (Huang et al.
 * 2024, sections 3 and 6). The same seed gives the same examples and first weights to both.
 *
 * @param settings all constants
 * @param seed of all that is drawn
 */
public record SignalNoiseRun(SignalNoiseSettings settings, long seed) {

  private static final int MU = 0;
  private static final int FIRST_NOISE = 1;

  /** Which epochs are measured out of distribution; losses and coefficients always are. */
  public enum Measured {
    /** All: a curve. */
    EVERY,
    /** The last: a number. */
    LAST
  }

  /**
   * With an augmented view as the positive.
   *
   * @return epochs 0 to the last
   */
  public List<SignalNoiseEpoch> single(Measured measured) {
    return run(false, measured);
  }

  /** With the second modality as the positive. */
  public List<SignalNoiseEpoch> multi(Measured measured) {
    return run(true, measured);
  }

  private List<SignalNoiseEpoch> run(boolean multi, Measured measured) {
    SignalNoiseDraw draw = SignalNoiseDraw.of(settings, seed);
    int n = settings.examples();
    SpanNetwork first =
        new SpanNetwork(
            draw.weights(),
            joined(rows(axis(0, settings.signal())), draw.noise()),
            multi ? new double[0][] : draw.augmented(),
            joined(rows(axis(0, settings.testSignal())), draw.testNoise()));
    double[] secondSignal = axis(1, settings.signal() * settings.secondRatio());
    SpanNetwork second =
        multi
            ? new SpanNetwork(
                draw.secondWeights(),
                joined(rows(secondSignal), draw.second()),
                new double[0][],
                new double[0][])
            : null;
    List<SignalNoiseEpoch> epochs = new ArrayList<>();
    for (int epoch = 0; ; epoch++) {
      Activations own = Activations.of(first, draw.labels(), MU, FIRST_NOISE);
      Activations positives =
          multi
              ? Activations.of(second, draw.labels(), MU, FIRST_NOISE)
              : Activations.of(first, draw.labels(), MU, FIRST_NOISE + n);
      OppositeLabelContrast toPositives =
          OppositeLabelContrast.of(
              own, positives, multi ? positives : own, draw.labels(), settings.temperature());
      OppositeLabelContrast back =
          multi
              ? OppositeLabelContrast.of(positives, own, own, draw.labels(), settings.temperature())
              : null;
      double loss = toPositives.loss() + (multi ? back.loss() : 0);
      boolean last = epoch == settings.epochs();
      double accuracy =
          last || measured == Measured.EVERY ? accuracy(first, own, draw) : Double.NaN;
      epochs.add(epoch(epoch, loss, accuracy, first, own));
      if (last) {
        return epochs;
      }
      first.add(scaled(toPositives.descent()));
      if (multi) {
        second.add(scaled(back.descent()));
      }
    }
  }

  private double accuracy(SpanNetwork network, Activations own, SignalNoiseDraw draw) {
    LogisticHead head = LogisticHead.fit(own.features(), draw.labels(), settings.ridge());
    network.complete();
    int nu = network.points() - 1 - settings.testExamples();
    Activations test = Activations.of(network, draw.testLabels(), nu, nu + 1);
    return head.accuracy(test.features(), draw.testLabels());
  }

  private SignalNoiseEpoch epoch(
      int epoch, double loss, double accuracy, SpanNetwork network, Activations own) {
    int n = settings.examples();
    double signal = 0;
    double noise = 0;
    double product = 0;
    for (int r = 0; r < network.neurons(); r++) {
      signal = Math.max(signal, Math.abs(learned(network, r, MU)));
      product = Math.max(product, Math.abs(network.product(r, MU)));
      for (int i = 0; i < n; i++) {
        noise = Math.max(noise, Math.abs(learned(network, r, FIRST_NOISE + i)));
      }
    }
    double answers = 0;
    for (double[] ofExample : own.noise()) {
      double largest = 0;
      for (double answer : ofExample) {
        largest = Math.max(largest, answer);
      }
      answers += largest / n;
    }
    return new SignalNoiseEpoch(epoch, loss, accuracy, signal, noise, product, answers);
  }

  private static double learned(SpanNetwork network, int neuron, int vector) {
    return network.coefficient(neuron, vector) * network.squaredLength(vector);
  }

  private double[][] scaled(double[][] descent) {
    for (double[] row : descent) {
      for (int b = 0; b < row.length; b++) {
        row[b] *= settings.learningRate();
      }
    }
    return descent;
  }

  private double[] axis(int place, double length) {
    double[] vector = new double[settings.dimension()];
    vector[place] = length;
    return vector;
  }

  private static double[][] rows(double[] row) {
    return new double[][] {row};
  }

  private static double[][] joined(double[][]... parts) {
    return Stream.of(parts).flatMap(Stream::of).toArray(double[][]::new);
  }
}
