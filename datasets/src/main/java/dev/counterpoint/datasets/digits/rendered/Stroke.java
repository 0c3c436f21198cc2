package dev.counterpoint.datasets.digits.rendered;

/**
 * One movement of the pen: knots that a smooth curve passes through.
 *
 * @param x knots from left to right; a digit is 1 tall and about 0.6 wide
 * @param y knots from top (0) to bottom (1)
 * @param corner whether the pen turns sharply at the knot, so that the curve breaks there
 */
record Stroke(double[] x, double[] y, boolean[] corner) {

  /**
   * Reads knots written in hundredths, {@code "4,20 30,0 50,40! 0,100"}; {@code !} marks a corner.
   */
  static Stroke parse(String text) {
    String[] knots = text.trim().split("\\s+");
    double[] x = new double[knots.length];
    double[] y = new double[knots.length];
    boolean[] corner = new boolean[knots.length];
    for (int i = 0; i < knots.length; i++) {
      corner[i] = knots[i].endsWith("!");
      String[] pair = knots[i].replace("!", "").split(",");
      x[i] = Integer.parseInt(pair[0]) / 100.0;
      y[i] = Integer.parseInt(pair[1]) / 100.0;
    }
    return new Stroke(x, y, corner);
  }

  int size() {
    return x.length;
  }
}
