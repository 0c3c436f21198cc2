package dev.counterpoint.onnx.recording;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;

/**
 * One trace of a block: what it did, in order.
 *
 * @param operations the operations in the order of execution
 * @param leaves inputs, parameters and constants by the number of their value
 * @param known arrays that do not depend on any input, by the number of their value, with their
 *     data
 * @param outputs the block's outputs
 * @param lastUses for each value that depends on an input, the number of operations before its last
 *     use
 * @param resources owns the data of leaves and known arrays
 */
public record Recording(
    List<RecordedOperation> operations,
    Map<Integer, Leaf> leaves,
    Map<Integer, NDArray> known,
    List<Value> outputs,
    Map<Integer, Integer> lastUses,
    NDManager resources)
    implements AutoCloseable {

  @Override
  public void close() {
    resources.close();
  }
}
