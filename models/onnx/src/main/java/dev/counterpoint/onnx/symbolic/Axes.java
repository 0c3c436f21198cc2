package dev.counterpoint.onnx.symbolic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The dynamic axes of a model.
 *
 * @param list the axes; their order is that of the bits in {@link Extent#coefficients()}
 */
public record Axes(List<DynamicAxis> list) {

  /**
   * The sizes to trace at: every combination of a low size and the next one, and last a combination
   * of larger ones, which no fit has seen.
   *
   * @return size by name of axis, for each trace
   */
  public List<Map<String, Long>> traceSizes() {
    List<Map<String, Long>> sizes = new ArrayList<>();
    for (int corner = 0; corner < corners(); corner++) {
      Map<String, Long> size = new LinkedHashMap<>();
      for (int axis = 0; axis < list.size(); axis++) {
        size.put(list.get(axis).name(), list.get(axis).low() + (corner >> axis & 1));
      }
      sizes.add(size);
    }
    if (!list.isEmpty()) {
      Map<String, Long> check = new LinkedHashMap<>();
      list.forEach(axis -> check.put(axis.name(), axis.low() + 3));
      sizes.add(check);
    }
    return sizes;
  }

  int corners() {
    return 1 << list.size();
  }

  /** The names of the axes in the product that a coefficient belongs to. */
  public List<String> product(int coefficient) {
    List<String> names = new ArrayList<>();
    for (int axis = 0; axis < list.size(); axis++) {
      if ((coefficient >> axis & 1) == 1) {
        names.add(list.get(axis).name());
      }
    }
    return names;
  }
}
