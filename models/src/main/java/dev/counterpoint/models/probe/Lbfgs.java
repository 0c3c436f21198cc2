package dev.counterpoint.models.probe;

import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * Minimises a smooth, strictly convex function by limited-memory BFGS (Nocedal and Wright 2006,
 * "Numerical Optimization", algorithm 7.4: two-loop recursion; step lengths by Armijo's rule with
 * quadratic interpolation, which is enough where the curvature is positive everywhere). All numbers
 * are kept in double precision.
 */
final class Lbfgs {

  private static final int MEMORY = 10;
  private static final double ARMIJO = 1e-4;
  private static final int LARGEST_BACKTRACKS = 25;

  /** Differences of values below this share of the value are rounding of the sums on the device. */
  private static final double VALUE_NOISE = 2e-8;

  private Lbfgs() {}

  /** A function with its gradient, and a guess at its curvature. */
  interface Function {

    /**
     * The value, with the gradient as a side result.
     *
     * @param gradient overwritten
     */
    double evaluate(double[] point, double[] gradient);

    /** Replaces a vector by a rough inverse Hessian times it; symmetric and positive. */
    void precondition(double[] vector);
  }

  /**
   * Where the search ended.
   *
   * @param point the last point
   * @param value of the function there
   * @param gradientNorm largest absolute entry of the gradient there
   * @param iterations steps taken
   * @param converged whether the gradient came below the bound
   */
  record Result(
      double[] point, double value, double gradientNorm, int iterations, boolean converged) {}

  private record Correction(double[] step, double[] change, double product) {}

  /**
   * Searches from a point.
   *
   * @param tolerance ends the search where no entry of the gradient is larger
   * @param mostIterations ends it in any case
   */
  static Result minimize(Function function, double[] start, double tolerance, int mostIterations) {
    double[] point = start.clone();
    double[] gradient = new double[point.length];
    double value = function.evaluate(point, gradient);
    ArrayDeque<Correction> memory = new ArrayDeque<>();
    int iterations = 0;
    while (largest(gradient) > tolerance && iterations < mostIterations) {
      double[] direction = direction(function, gradient, memory);
      double slope = dot(direction, gradient);
      double[] next = new double[point.length];
      double[] nextGradient = new double[point.length];
      double length = 1;
      double nextValue = Double.NaN;
      boolean accepted = false;
      for (int i = 0; i < LARGEST_BACKTRACKS && slope < 0 && !accepted; i++) {
        for (int k = 0; k < next.length; k++) {
          next[k] = point[k] + length * direction[k];
        }
        nextValue = function.evaluate(next, nextGradient);
        accepted = nextValue <= value + ARMIJO * length * slope + VALUE_NOISE * Math.abs(value);
        if (!accepted) {
          length *= shorter(value, slope * length, nextValue);
        }
      }
      if (!accepted && memory.isEmpty()) {
        break; // not even the plain direction helps: the precision of the device is exhausted
      }
      if (!accepted) {
        memory.clear();
        continue;
      }
      remember(memory, point, next, gradient, nextGradient);
      point = next;
      gradient = nextGradient;
      value = nextValue;
      iterations++;
    }
    double norm = largest(gradient);
    return new Result(point, value, norm, iterations, norm <= tolerance);
  }

  /** Where the parabola through value, slope and new value is lowest, as a share of the length. */
  private static double shorter(double value, double slope, double nextValue) {
    double curvature = 2 * (nextValue - value - slope);
    double best = Double.isFinite(curvature) && curvature > 0 ? -slope / curvature : 0.1;
    return Math.min(0.5, Math.max(0.1, best));
  }

  private static void remember(
      ArrayDeque<Correction> memory, double[] from, double[] to, double[] before, double[] after) {
    double[] step = new double[from.length];
    double[] change = new double[from.length];
    for (int k = 0; k < step.length; k++) {
      step[k] = to[k] - from[k];
      change[k] = after[k] - before[k];
    }
    double product = dot(step, change);
    if (product > 1e-10 * Math.sqrt(dot(step, step) * dot(change, change))) {
      memory.addLast(new Correction(step, change, product));
      if (memory.size() > MEMORY) {
        memory.removeFirst();
      }
    }
  }

  /** The two-loop recursion: minus the inverse Hessian, as remembered, times the gradient. */
  private static double[] direction(
      Function function, double[] gradient, ArrayDeque<Correction> memory) {
    double[] direction = new double[gradient.length];
    add(direction, -1, gradient);
    double[] weights = new double[memory.size()];
    int i = 0;
    for (Iterator<Correction> newest = memory.descendingIterator(); newest.hasNext(); i++) {
      Correction correction = newest.next();
      weights[i] = dot(correction.step, direction) / correction.product;
      add(direction, -weights[i], correction.change);
    }
    function.precondition(direction);
    if (!memory.isEmpty()) {
      Correction last = memory.getLast();
      double[] scaled = last.change.clone();
      function.precondition(scaled);
      double gamma = last.product / dot(last.change, scaled);
      for (int k = 0; k < direction.length; k++) {
        direction[k] *= gamma;
      }
    }
    for (Correction correction : memory) {
      i--;
      double weight = dot(correction.change, direction) / correction.product;
      add(direction, weights[i] - weight, correction.step);
    }
    return direction;
  }

  private static void add(double[] to, double factor, double[] vector) {
    for (int k = 0; k < to.length; k++) {
      to[k] += factor * vector[k];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  private static double largest(double[] vector) {
    double largest = 0;
    for (double entry : vector) {
      largest = Double.isNaN(entry) ? Double.NaN : Math.max(largest, Math.abs(entry));
    }
    return largest;
  }
}
