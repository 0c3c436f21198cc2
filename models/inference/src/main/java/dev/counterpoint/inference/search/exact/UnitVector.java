package dev.counterpoint.inference.search.exact;

import java.util.Optional;

/** Vectors of length one. */
public final class UnitVector {

  private UnitVector() {}

  /** The direction of a vector; absent for one that has none: zeros, or numbers without end. */
  public static Optional<float[]> of(float[] vector) {
    double squares = product(vector, vector);
    if (!(squares > 0) || !Double.isFinite(squares)) {
      return Optional.empty();
    }
    double length = Math.sqrt(squares);
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (vector[i] / length);
    }
    return Optional.of(unit);
  }

  /** The dot product in double precision. */
  public static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
