package dev.counterpoint.onnx.symbolic;

import ai.djl.ndarray.types.DataType;
import java.util.List;

/**
 * An array of the forward pass, for every size of the dynamic axes.
 *
 * @param id its number
 * @param shape its size along each axis
 * @param type its element type
 */
public record SymbolicValue(int id, List<Extent> shape, DataType type) {

  /** The number of axes. */
  public int rank() {
    return shape.size();
  }
}
