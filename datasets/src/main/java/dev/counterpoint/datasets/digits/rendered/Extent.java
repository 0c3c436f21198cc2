package dev.counterpoint.datasets.digits.rendered;

import java.util.List;

/** The box around traces and their centre of mass, each piece weighted by its length and width. */
record Extent(double left, double right, double top, double bottom, double massX, double massY) {

  static Extent of(List<Trace> traces) {
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    double mass = 0;
    double massX = 0;
    double massY = 0;
    for (Trace trace : traces) {
      for (int i = 0; i < trace.size(); i++) {
        left = Math.min(left, trace.x[i]);
        right = Math.max(right, trace.x[i]);
        top = Math.min(top, trace.y[i]);
        bottom = Math.max(bottom, trace.y[i]);
        if (i > 0) {
          double dx = trace.x[i] - trace.x[i - 1];
          double dy = trace.y[i] - trace.y[i - 1];
          double piece = Math.sqrt(dx * dx + dy * dy) * (trace.radius[i] + trace.radius[i - 1]);
          mass += piece;
          massX += piece * (trace.x[i] + trace.x[i - 1]) / 2;
          massY += piece * (trace.y[i] + trace.y[i - 1]) / 2;
        }
      }
    }
    return new Extent(left, right, top, bottom, massX / mass, massY / mass);
  }

  double width() {
    return right - left;
  }

  double height() {
    return bottom - top;
  }
}
