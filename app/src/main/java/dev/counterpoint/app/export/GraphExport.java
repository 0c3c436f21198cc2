package dev.counterpoint.app.export;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.counterpoint.inference.config.GraphSpec;
import dev.counterpoint.inference.config.TensorSpec;
import dev.counterpoint.onnx.OnnxExport;
import dev.counterpoint.onnx.OnnxExporter;
import dev.counterpoint.onnx.OnnxInput;
import dev.counterpoint.onnx.error.OnnxExportException;
import dev.counterpoint.onnx.parity.ParityRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One graph of a bundle, exported and compared.
 *
 * @param spec its inputs and outputs
 * @param model the ONNX file
 * @param parity how far it is from the network
 * @param versions of what was compared
 */
record GraphExport(GraphSpec spec, byte[] model, GraphParity parity, Map<String, String> versions) {

  /**
   * Exports a block of one input.
   *
   * @param file name in the bundle
   * @param shape of the input, the batch as -1
   * @param samples real inputs to compare on, beside drawn ones
   * @throws NotExportableException if it cannot be exported or differs
   */
  static GraphExport of(
      String file, Block block, String input, long[] shape, List<String> outputs, NDArray samples) {
    return of(file, block, OnnxInput.of(input, shape), shape, outputs, samples);
  }

  /**
   * Exports a block of one input of any type.
   *
   * @param file name in the bundle
   * @param shape of the input, the batch as -1
   * @param samples real inputs to compare on, beside drawn ones
   * @throws NotExportableException if it cannot be exported or differs
   */
  static GraphExport of(
      String file,
      Block block,
      OnnxInput input,
      long[] shape,
      List<String> outputs,
      NDArray samples) {
    byte[][] model = new byte[1][];
    OnnxExport export;
    try {
      export =
          OnnxExporter.of(block)
              .input(input)
              .outputs(outputs.toArray(new String[0]))
              .sample(new NDList(samples))
              .sample(new NDList(samples.get("0:1")))
              .toBytes(bytes -> model[0] = bytes);
    } catch (OnnxExportException e) {
      throw new NotExportableException(file + ": " + e.getMessage(), "", e);
    }
    Shape[] results = block.getOutputShapes(new Shape[] {samples.getShape()});
    List<TensorSpec> specs = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      specs.add(tensor(outputs.get(i), DataType.FLOAT32, results[i].getShape()));
    }
    return new GraphExport(
        new GraphSpec(file, List.of(tensor(input.name(), input.type(), shape)), specs),
        model[0],
        parity(file, export, samples.getShape().get(0)),
        export.parity().versions());
  }

  private static TensorSpec tensor(String name, DataType type, long[] shape) {
    List<Integer> sizes = new ArrayList<>(List.of(TensorSpec.DYNAMIC));
    for (int axis = 1; axis < shape.length; axis++) {
      sizes.add(Math.toIntExact(shape[axis]));
    }
    return new TensorSpec(name, type.name().toLowerCase(Locale.ROOT), sizes);
  }

  private static GraphParity parity(String file, OnnxExport export, long samples) {
    ParityRecord record = export.parity();
    long drawn =
        record.cases().stream()
            .mapToLong(one -> one.sizes().values().stream().mapToLong(Long::longValue).sum())
            .sum();
    return new GraphParity(
        file,
        drawn + samples,
        record.largestAbsolute(),
        record.largestRelative(),
        record.tolerance(),
        export.opset());
  }
}
