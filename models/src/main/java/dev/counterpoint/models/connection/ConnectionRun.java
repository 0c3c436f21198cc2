package dev.counterpoint.models.connection;

import dev.counterpoint.datasets.random.RandomAddress;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Learners of one draw of a family (Lu 2023). The connection's class G holds all y = theta x, so a
 * single noiseless pair determines it; the predictor's class F holds all a s(y) with a in [0.5,
 * 1.5] and s known, the sine of 1/y or y itself; the unimodal class is F o G.
 *
 * @param settings of the draw
 * @param seed of all that is drawn
 */
public record ConnectionRun(ConnectionSettings settings, long seed) {

  private static final double LEAST = 0.5;
  private static final double MOST = 1.5;

  /** Draws, learns and measures. */
  public ConnectionErrors run() {
    RandomAddress random =
        RandomAddress.seed(seed).purpose(settings.family().name()).at(settings.labeled());
    return settings.family().heterogeneous() ? sines(random) : lines(random);
  }

  private ConnectionErrors sines(RandomAddress random) {
    int n = settings.labeled();
    int places = settings.places();
    boolean connected = settings.family().connected();
    SplittableRandom draw = random.purpose("draw").stream();
    double a = draw.nextDouble(LEAST, MOST);
    HiddenFrequency truth = HiddenFrequency.drawn(places, random.purpose("theta").stream());
    int[] at = distinct(n, places, random.purpose("labeled"));
    double[] sines = new double[n];
    for (int i = 0; i < n; i++) {
      // Without a connection each example has a theta of its own, so an answer of its own.
      sines[i] = connected ? truth.sine(at[i]) : freshSine(draw);
    }
    double[] labels = labels(sines, a, random);
    // F: y is seen here, so the sine is known and the factor is all there is to learn.
    double predictor = within(factor(sines, labels), LEAST, MOST);
    // G: the last unlabeled pair's theta is that of all, where there is one for all.
    HiddenFrequency connection =
        connected ? truth : HiddenFrequency.drawn(places, random.purpose("pair").stream());
    // F o G: theta's digits take any labels that a reaches, so the largest a leaves least.
    double[] answers = Arrays.stream(labels).map(label -> within(label / MOST, -1, 1)).toArray();
    HiddenFrequency fitted =
        HiddenFrequency.answering(
            HiddenFrequency.drawn(places, random.purpose("free").stream()), at, answers);
    Means means = new Means();
    SplittableRandom test = random.purpose("test").stream();
    for (int t = 0; t < settings.test(); t++) {
      int place = test.nextInt(places);
      double wanted = a * (connected ? truth.sine(place) : freshSine(test));
      // The mean of y lies at the largest places; its sine says nothing of this example's.
      means.add(
          Math.abs(predictor * connection.sine(place) - wanted),
          Math.abs(MOST * fitted.sine(place) - wanted),
          Math.abs(predictor * truth.sine(0) - wanted));
    }
    double fit = 0;
    for (int i = 0; i < n; i++) {
      fit += square(MOST * fitted.sine(at[i]) - labels[i]);
    }
    return means.errors(Math.sqrt(fit / n), training(sines, labels, a));
  }

  private static double freshSine(SplittableRandom random) {
    return Math.sin(Math.PI * random.nextDouble(0, 2));
  }

  private ConnectionErrors lines(RandomAddress random) {
    int n = settings.labeled();
    boolean connected = settings.family().connected();
    SplittableRandom draw = random.purpose("draw").stream();
    double a = draw.nextDouble(LEAST, MOST);
    double theta = draw.nextDouble(LEAST, MOST);
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = draw.nextDouble();
      y[i] = (connected ? theta : draw.nextDouble(LEAST, MOST)) * x[i];
    }
    double[] labels = labels(y, a, random);
    double predictor = within(factor(y, labels), LEAST, MOST);
    double slope = within(factor(x, labels), LEAST * LEAST, MOST * MOST);
    double pair = connected ? theta : draw.nextDouble(LEAST, MOST);
    double mean = Arrays.stream(y).average().orElse(0);
    Means means = new Means();
    SplittableRandom test = random.purpose("test").stream();
    for (int t = 0; t < settings.test(); t++) {
      double seen = test.nextDouble();
      double wanted = a * (connected ? theta : test.nextDouble(LEAST, MOST)) * seen;
      means.add(
          Math.abs(predictor * pair * seen - wanted),
          Math.abs(slope * seen - wanted),
          Math.abs(predictor * mean - wanted));
    }
    double fit = 0;
    for (int i = 0; i < n; i++) {
      fit += square(slope * x[i] - labels[i]);
    }
    return means.errors(Math.sqrt(fit / n), training(y, labels, a));
  }

  private double[] labels(double[] inputs, double a, RandomAddress random) {
    SplittableRandom noise = random.purpose("label-noise").stream();
    return Arrays.stream(inputs)
        .map(input -> a * input + settings.noise() * noise.nextGaussian())
        .toArray();
  }

  /** Least squares. */
  private static double factor(double[] inputs, double[] labels) {
    double products = 0;
    double squares = 0;
    for (int i = 0; i < inputs.length; i++) {
      products += inputs[i] * labels[i];
      squares += inputs[i] * inputs[i];
    }
    return products / squares;
  }

  /** A squared error has its minimum over an interval where it has it, or at the nearer end. */
  private static double within(double value, double low, double high) {
    return Math.max(low, Math.min(high, value));
  }

  private static double training(double[] inputs, double[] labels, double a) {
    double sum = 0;
    for (int i = 0; i < inputs.length; i++) {
      sum += square(a * inputs[i] - labels[i]);
    }
    return Math.sqrt(sum / inputs.length);
  }

  private static int[] distinct(int count, int most, RandomAddress address) {
    return address.stream().ints(0, most).distinct().limit(count).sorted().toArray();
  }

  private static double square(double value) {
    return value * value;
  }

  /** Of absolute errors. */
  private static final class Means {
    private double twoStage;
    private double unimodal;
    private double joint;
    private int count;

    void add(double ofTwoStages, double ofOne, double ofJoint) {
      twoStage += ofTwoStages;
      unimodal += ofOne;
      joint += ofJoint;
      count++;
    }

    ConnectionErrors errors(double unimodalTraining, double truthTraining) {
      return new ConnectionErrors(
          twoStage / count, unimodal / count, joint / count, unimodalTraining, truthTraining);
    }
  }
}
