package dev.counterpoint.datasets.digits.rendered;

import java.util.List;

/** Puts traces on pixels: a soft round brush, anti-aliased by the distance to the stroke. */
final class Brush {

  private final int size;
  private final double softness;

  /**
   * Creates a brush.
   *
   * @param size rows and columns of the image
   * @param softness width of the edge between full ink and none, in pixels
   */
  Brush(int size, double softness) {
    this.size = size;
    this.softness = softness;
  }

  /**
   * Draws traces whose points are in pixels; the centre of the first pixel is (0.5, 0.5). Ink does
   * not add up where strokes cross.
   *
   * @return {@code (size, size)} grey bytes, 0 is background and 255 full ink
   */
  byte[] paint(List<Trace> traces) {
    double[] cover = new double[size * size];
    for (Trace trace : traces) {
      for (int i = 0; i + 1 < trace.size(); i++) {
        segment(trace, i, cover);
      }
    }
    byte[] pixels = new byte[cover.length];
    for (int i = 0; i < cover.length; i++) {
      pixels[i] = (byte) (int) (255 * Math.min(1, cover[i]) + 0.5);
    }
    return pixels;
  }

  private void segment(Trace trace, int i, double[] cover) {
    double x0 = trace.x[i];
    double y0 = trace.y[i];
    double dx = trace.x[i + 1] - x0;
    double dy = trace.y[i + 1] - y0;
    double r0 = trace.radius[i];
    double dr = trace.radius[i + 1] - r0;
    double ink0 = trace.ink[i];
    double dInk = trace.ink[i + 1] - ink0;
    double reach = Math.max(r0, r0 + dr) + softness / 2;
    int left = clamp(Math.min(x0, x0 + dx) - reach);
    int right = clamp(Math.max(x0, x0 + dx) + reach);
    int top = clamp(Math.min(y0, y0 + dy) - reach);
    int bottom = clamp(Math.max(y0, y0 + dy) + reach);
    double scale = 1 / Math.max(1e-12, dx * dx + dy * dy);
    for (int row = top; row <= bottom; row++) {
      double py = row + 0.5 - y0;
      for (int column = left; column <= right; column++) {
        double px = column + 0.5 - x0;
        double along = Math.max(0, Math.min(1, (px * dx + py * dy) * scale));
        double ex = px - along * dx;
        double ey = py - along * dy;
        double edge = r0 + along * dr - Math.sqrt(ex * ex + ey * ey);
        double value = Math.min(1, edge / softness + 0.5) * (ink0 + along * dInk);
        int at = row * size + column;
        if (value > cover[at]) {
          cover[at] = value;
        }
      }
    }
  }

  private int clamp(double position) {
    return (int) Math.max(0, Math.min(size - 1, Math.floor(position)));
  }
}
