package dev.counterpoint.onnx;

import dev.counterpoint.onnx.symbolic.DynamicAxis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The sizes of the dynamic axes at which a model is compared with its block.
 *
 * <p>Small ones, also with one axis at its smallest while the others are not, since size 1
 * broadcasts and squeezes. And for each axis a far one: what Java makes of a size, such as {@code
 * min(batch, 16)} or {@code batch / 32}, looks like the size itself or like a constant as long as
 * the sizes are small.
 */
final class ComparedSizes {

  // Above what blocks commonly cap or divide sizes by, and prime.
  private static final long FAR = 257;

  // The stated end of a range is tried, if it is no farther than this.
  private static final long FARTHEST = 1024;

  // Far sizes must not make the inputs larger than this, so that exports stay fast and small.
  private static final long MOST_ELEMENTS = 1 << 17;

  private ComparedSizes() {}

  static List<Map<String, Long>> of(Request request) {
    List<DynamicAxis> axes = request.axes().list();
    List<Map<String, Long>> all = new ArrayList<>();
    for (long above : new long[] {0, 1, 3}) {
      Map<String, Long> sizes = sizes(axes, axis -> above(axis, above));
      // The block keeps all that it computes while it is compared: of large inputs two must do.
      if (above < 2 || elements(request, sizes) <= MOST_ELEMENTS) {
        add(all, sizes);
      }
    }
    for (DynamicAxis own : axes) {
      add(all, sizes(axes, axis -> above(axis, axis == own ? 0 : 2)));
    }
    for (DynamicAxis own : axes) {
      long end = own.maximum() <= FARTHEST ? own.maximum() : Math.max(FAR, own.minimum());
      Map<String, Long> one = sizes(axes, axis -> axis == own ? 1 : above(axis, 1));
      long far = Math.min(end, MOST_ELEMENTS / elements(request, one));
      if (far > above(own, 3)) {
        add(all, sizes(axes, axis -> axis == own ? far : above(axis, 1)));
      }
    }
    return all;
  }

  private static void add(List<Map<String, Long>> all, Map<String, Long> sizes) {
    if (!all.contains(sizes)) {
      all.add(sizes);
    }
  }

  private static long above(DynamicAxis axis, long number) {
    return Math.min(axis.minimum() + number, axis.maximum());
  }

  private static Map<String, Long> sizes(List<DynamicAxis> axes, ToLongFunction<DynamicAxis> size) {
    Map<String, Long> sizes = new LinkedHashMap<>();
    axes.forEach(axis -> sizes.put(axis.name(), size.applyAsLong(axis)));
    return sizes;
  }

  private static long elements(Request request, Map<String, Long> sizes) {
    long sum = 0;
    for (OnnxInput input : request.inputs()) {
      long product = 1;
      for (int i = 0; i < input.shape().size(); i++) {
        DynamicAxis axis = input.axes().get(i);
        product *= axis == null ? input.shape().get(i) : sizes.get(axis.name());
      }
      sum += product;
    }
    return sum;
  }
}
