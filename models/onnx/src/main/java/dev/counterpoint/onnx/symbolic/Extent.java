package dev.counterpoint.onnx.symbolic;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A whole number of a forward pass - a size, an axis, a bound - as it follows the dynamic axes.
 *
 * @param observed its value in each trace
 * @param coefficients of the products of axes (bit k of the position: axis k is a factor), so that
 *     3 + 2*batch is (3, 2); empty if no such sum gives the observed values
 */
public record Extent(List<Long> observed, List<Long> coefficients) {

  /** A number that follows no axis. */
  public static Extent constant(long number) {
    return new Extent(List.of(number), List.of(number));
  }

  static Extent of(List<Long> observed, Axes axes) {
    if (observed.stream().distinct().count() == 1) {
      return constant(observed.get(0));
    }
    int corners = axes.corners();
    long[] fit = new long[corners];
    for (int i = 0; i < corners; i++) {
      fit[i] = observed.get(i);
    }
    // Traced sizes of an axis differ by one, so the difference is the slope.
    for (int axis = 0; axis < axes.list().size(); axis++) {
      int bit = 1 << axis;
      for (int i = 0; i < corners; i++) {
        if ((i & bit) == 0) {
          fit[i | bit] -= fit[i];
          fit[i] -= fit[i | bit] * axes.list().get(axis).low();
        }
      }
    }
    long check = 0;
    for (int i = 0; i < corners; i++) {
      long product = fit[i];
      for (int axis = 0; axis < axes.list().size(); axis++) {
        product *= (i >> axis & 1) == 1 ? axes.list().get(axis).low() + 3 : 1;
      }
      check += product;
    }
    boolean fits = check == observed.get(observed.size() - 1);
    return new Extent(
        List.copyOf(observed),
        fits ? Arrays.stream(fit).boxed().toList() : Collections.emptyList());
  }

  /** True if it is the same in every trace. */
  public boolean isConstant() {
    return observed.size() == 1;
  }

  /** True if it can be computed from the sizes of the axes. */
  public boolean isExpressible() {
    return !coefficients.isEmpty();
  }

  /** Its value, if it is constant; otherwise its value in the first trace. */
  public long value() {
    return observed.get(0);
  }

  @Override
  public String toString() {
    return isConstant() ? observed.get(0).toString() : "one of " + observed;
  }
}
