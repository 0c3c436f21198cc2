package dev.counterpoint.onnx.mapping.arrays;

import dev.counterpoint.onnx.graph.OnnxGraph;
import dev.counterpoint.onnx.mapping.Operation;
import dev.counterpoint.onnx.symbolic.Extent;
import java.util.ArrayList;
import java.util.List;

/** Writes a change of shape with as few computed sizes as possible. */
public final class Reshaping {

  private Reshaping() {}

  /**
   * Adds a Reshape. A size that follows an axis is copied from the same place of the input (0) or
   * left to the runtime (-1), and computed only where neither can be.
   */
  public static String reshape(
      String tensor, List<Extent> from, List<Extent> to, Operation operation, OnnxGraph graph) {
    List<Extent> target = new ArrayList<>();
    boolean hasOpen = false;
    boolean needsComputing = false;
    for (int i = 0; i < to.size(); i++) {
      Extent size = to.get(i);
      if (size.isConstant()) {
        if (size.value() == 0) {
          throw operation.refuse("a reshape to an empty array");
        }
        target.add(size);
      } else if (i < from.size() && from.get(i).equals(size)) {
        target.add(Extent.constant(0));
      } else if (!hasOpen) {
        hasOpen = true;
        target.add(Extent.constant(-1));
      } else {
        needsComputing = true;
        target.add(size);
      }
    }
    if (needsComputing) {
      return graph.node("Reshape", List.of(tensor, graph.extents(withoutZeros(target, to))));
    }
    return graph.node("Reshape", List.of(tensor, graph.extents(target)));
  }

  /** Everything computed, but at most one size that no sum of products gives. */
  private static List<Extent> withoutZeros(List<Extent> target, List<Extent> to) {
    boolean leftOpen = false;
    List<Extent> sizes = new ArrayList<>();
    for (int i = 0; i < to.size(); i++) {
      if (!to.get(i).isExpressible() && !leftOpen) {
        leftOpen = true;
        sizes.add(Extent.constant(-1));
      } else {
        sizes.add(to.get(i).isExpressible() ? to.get(i) : target.get(i));
      }
    }
    return sizes;
  }
}
