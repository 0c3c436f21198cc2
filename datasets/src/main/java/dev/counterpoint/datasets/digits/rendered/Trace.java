package dev.counterpoint.datasets.digits.rendered;

import java.util.Arrays;

/** What the pen leaves behind in one stroke: points with the half-width and strength of the ink. */
final class Trace {

  /** Points per interval between two knots; more is not visible at 28 x 28. */
  private static final int STEPS = 6;

  /** Keeps the spline defined where jitter puts two knots on one place. */
  private static final double SHORTEST = 1e-3;

  final double[] x;
  final double[] y;
  final double[] radius;
  final double[] ink;

  private Trace(double[] x, double[] y) {
    this.x = x;
    this.y = y;
    this.radius = new double[x.length];
    this.ink = new double[x.length];
  }

  int size() {
    return x.length;
  }

  /**
   * The curve through the knots: a centripetal Catmull-Rom spline between corners, which, unlike
   * the uniform one, makes no loops of its own where knots are unevenly spaced.
   */
  static Trace through(Stroke stroke) {
    int intervals = stroke.size() - 1;
    double[] x = new double[intervals * STEPS + 1];
    double[] y = new double[intervals * STEPS + 1];
    for (int i = 0; i < intervals; i++) {
      int before = i == 0 || stroke.corner()[i] ? -1 : i - 1;
      int after = i + 2 > intervals || stroke.corner()[i + 1] ? -1 : i + 2;
      double d1 = gap(stroke, i, i + 1);
      double d0 = before < 0 ? d1 : gap(stroke, before, i);
      double d2 = after < 0 ? d1 : gap(stroke, i + 1, after);
      interval(stroke.x(), before, i, after, d0, d1, d2, x);
      interval(stroke.y(), before, i, after, d0, d1, d2, y);
    }
    x[x.length - 1] = stroke.x()[intervals];
    y[y.length - 1] = stroke.y()[intervals];
    return new Trace(x, y);
  }

  /** The same trace without its first and last points. */
  Trace trimmed(int first, int last) {
    int end = x.length - last;
    return new Trace(Arrays.copyOfRange(x, first, end), Arrays.copyOfRange(y, first, end));
  }

  private static double gap(Stroke stroke, int a, int b) {
    double dx = stroke.x()[b] - stroke.x()[a];
    double dy = stroke.y()[b] - stroke.y()[a];
    return Math.max(SHORTEST, Math.sqrt(Math.sqrt(dx * dx + dy * dy)));
  }

  /** One coordinate of the interval from knot {@code i} to {@code i + 1}, in Hermite's form. */
  private static void interval(
      double[] knots,
      int before,
      int i,
      int after,
      double d0,
      double d1,
      double d2,
      double[] points) {
    double p1 = knots[i];
    double p2 = knots[i + 1];
    double p0 = before < 0 ? 2 * p1 - p2 : knots[before];
    double p3 = after < 0 ? 2 * p2 - p1 : knots[after];
    double m1 = d1 * ((p1 - p0) / d0 - (p2 - p0) / (d0 + d1) + (p2 - p1) / d1);
    double m2 = d1 * ((p2 - p1) / d1 - (p3 - p1) / (d1 + d2) + (p3 - p2) / d2);
    for (int step = 0; step < STEPS; step++) {
      double t = step / (double) STEPS;
      double tt = t * t;
      double ttt = tt * t;
      points[i * STEPS + step] =
          (2 * ttt - 3 * tt + 1) * p1
              + (ttt - 2 * tt + t) * m1
              + (3 * tt - 2 * ttt) * p2
              + (ttt - tt) * m2;
    }
  }
}
