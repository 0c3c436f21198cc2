package dev.counterpoint.onnx.trace;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import dev.counterpoint.onnx.device.BlockDevice;
import dev.counterpoint.onnx.error.ForwardFailedException;
import dev.counterpoint.onnx.error.OnnxExportException;
import dev.counterpoint.onnx.recording.Recording;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Runs a block's forward pass, in inference mode, on arrays that record what is done to them.
 *
 * @param block the block; initialised; left as it is
 * @param inputNames a name for each input
 * @param mapped the names of operations that have a mapping; another one ends the trace
 */
public record Tracer(Block block, List<String> inputNames, Set<String> mapped) {

  /**
   * Traces once.
   *
   * @param inputs makes the inputs in the manager that it is given
   * @param lastUses {@link Recording#lastUses} of an earlier trace, after which memory is freed;
   *     empty if there is none
   * @return what was recorded; to be closed
   * @throws OnnxExportException if the block does what cannot be recorded
   */
  public Recording trace(Function<NDManager, NDList> inputs, Map<Integer, Integer> lastUses) {
    try {
      return run(inputs, lastUses);
    } catch (FreedEarlyException e) {
      // Another way than before: the comparison of the traces will say where it leaves the first.
      return run(inputs, Map.of());
    }
  }

  private Recording run(Function<NDManager, NDList> inputs, Map<Integer, Integer> lastUses) {
    NDManager resources = NDManager.newBaseManager(BlockDevice.of(block));
    NDList real = inputs.apply(resources);
    try {
      Recorder recorder = new Recorder(block, resources, mapped, lastUses);
      NDList traced = new NDList(real.size());
      for (int i = 0; i < real.size(); i++) {
        traced.add(recorder.input(inputNames.get(i), real.get(i)));
      }
      ParameterStore parameters = new TracingParameterStore(recorder, resources);
      return recorder.finish(block.forward(parameters, traced, false));
    } catch (OnnxExportException | FreedEarlyException e) {
      resources.close();
      throw e;
    } catch (ClassCastException e) {
      resources.close();
      throw new ForwardFailedException(
          "The forward pass casts an array or manager to a class of its engine ("
              + e.getMessage()
              + "), which no traced array can be. Use the interfaces NDArray and NDManager.",
          e);
    } catch (RuntimeException | LinkageError e) {
      resources.close();
      throw new ForwardFailedException(
          "The forward pass of %s failed on inputs of shape %s: %s"
              .formatted(
                  block.getClass().getSimpleName(),
                  Arrays.toString(real.getShapes()),
                  e.getMessage() == null ? e.toString() : e.getMessage()),
          e);
    }
  }
}
