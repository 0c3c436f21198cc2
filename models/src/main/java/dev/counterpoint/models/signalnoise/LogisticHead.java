package dev.counterpoint.models.signalnoise;

import dev.counterpoint.models.linear.Cholesky;

/**
 * Logistic regression for two labels on standardised features, with a ridge, by Newton's method: a
 * convex problem with one solution, so the answer depends on no step size.
 */
final class LogisticHead {

  private static final int MOST_STEPS = 100;
  private static final double TOLERANCE = 1e-10;

  private final double[] mean;
  private final double[] inverseDeviation;
  private final double[] weights;

  private LogisticHead(double[] mean, double[] inverseDeviation, double[] weights) {
    this.mean = mean;
    this.inverseDeviation = inverseDeviation;
    this.weights = weights;
  }

  /**
   * Fits.
   *
   * @param features examples x m
   * @param labels -1 or +1
   * @param ridge added to the mean loss, times half the squared weights without the intercept
   */
  static LogisticHead fit(double[][] features, int[] labels, double ridge) {
    int n = features.length;
    int m = features[0].length;
    double[] mean = new double[m];
    double[] inverse = new double[m];
    for (int r = 0; r < m; r++) {
      double sum = 0;
      double squares = 0;
      for (double[] row : features) {
        sum += row[r];
      }
      mean[r] = sum / n;
      for (double[] row : features) {
        squares += (row[r] - mean[r]) * (row[r] - mean[r]);
      }
      // A feature that is the same everywhere says nothing.
      inverse[r] = squares > 0 ? 1 / Math.sqrt(squares / n) : 0;
    }
    LogisticHead head = new LogisticHead(mean, inverse, new double[m + 1]);
    head.descend(features, labels, ridge);
    return head;
  }

  private void descend(double[][] features, int[] labels, double ridge) {
    int n = features.length;
    int size = weights.length;
    double[][] inputs = new double[n][];
    for (int i = 0; i < n; i++) {
      inputs[i] = standard(features[i]);
    }
    double before = loss(inputs, labels, ridge, weights);
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] gradient = new double[size];
      double[][] hessian = new double[size][size];
      for (int i = 0; i < n; i++) {
        double probability = 1 / (1 + Math.exp(-dot(weights, inputs[i])));
        double error = (probability - (labels[i] > 0 ? 1 : 0)) / n;
        double curvature = probability * (1 - probability) / n;
        for (int a = 0; a < size; a++) {
          gradient[a] += error * inputs[i][a];
          double scaled = curvature * inputs[i][a];
          for (int b = 0; b <= a; b++) {
            hessian[a][b] += scaled * inputs[i][b];
          }
        }
      }
      for (int a = 0; a < size; a++) {
        // The intercept is not penalised; a little keeps the matrix positive.
        double penalty = a < size - 1 ? ridge : 1e-9;
        gradient[a] += a < size - 1 ? ridge * weights[a] : 0;
        hessian[a][a] += penalty;
      }
      double[] direction = gradient.clone();
      Cholesky.solve(Cholesky.factor(hessian), direction, 1);
      double decrease = dot(direction, gradient);
      if (decrease < TOLERANCE) {
        return;
      }
      double length = 1;
      double[] next = moved(direction, length);
      double after = loss(inputs, labels, ridge, next);
      while (after > before - 1e-4 * length * decrease && length > 1e-8) {
        length /= 2;
        next = moved(direction, length);
        after = loss(inputs, labels, ridge, next);
      }
      System.arraycopy(next, 0, weights, 0, size);
      before = after;
    }
  }

  private double[] moved(double[] direction, double length) {
    double[] next = weights.clone();
    for (int a = 0; a < next.length; a++) {
      next[a] -= length * direction[a];
    }
    return next;
  }

  private static double loss(double[][] inputs, int[] labels, double ridge, double[] weights) {
    double sum = 0;
    for (int i = 0; i < inputs.length; i++) {
      double margin = labels[i] * dot(weights, inputs[i]);
      sum += margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
    }
    double squares = 0;
    for (int a = 0; a < weights.length - 1; a++) {
      squares += weights[a] * weights[a];
    }
    return sum / inputs.length + ridge / 2 * squares;
  }

  private double[] standard(double[] row) {
    double[] result = new double[row.length + 1];
    for (int r = 0; r < row.length; r++) {
      result[r] = (row[r] - mean[r]) * inverseDeviation[r];
    }
    result[row.length] = 1;
    return result;
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int a = 0; a < one.length; a++) {
      sum += one[a] * other[a];
    }
    return sum;
  }

  /** Share of examples whose label it names. */
  double accuracy(double[][] features, int[] labels) {
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += dot(weights, standard(features[i])) * labels[i] > 0 ? 1 : 0;
    }
    return (double) right / labels.length;
  }
}
