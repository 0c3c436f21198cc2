package dev.counterpoint.inference.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.counterpoint.inference.config.GraphSpec;
import dev.counterpoint.inference.config.TensorSpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** That a loaded graph has the inputs and outputs that its bundle states. */
final class GraphInterface {

  private GraphInterface() {}

  static void require(String where, OrtSession session, GraphSpec spec) throws OrtException {
    Map<String, NodeInfo> inputs = session.getInputInfo();
    if (inputs.size() != spec.inputs().size()) {
      throw new ModelDiffersException(
          where, "inputs", spec.inputs().size() + " inputs", inputs.keySet().toString());
    }
    for (TensorSpec input : spec.inputs()) {
      require(where, input, inputs.get(input.name()));
    }
    Map<String, NodeInfo> outputs = session.getOutputInfo();
    for (TensorSpec output : spec.outputs()) {
      require(where, output, outputs.get(output.name()));
    }
  }

  private static void require(String where, TensorSpec spec, NodeInfo info) {
    String expected = spec.dtype() + " " + spec.shape();
    if (info == null) {
      throw new ModelDiffersException(where, spec.name(), expected, "nothing of that name");
    }
    if (!(info.getInfo() instanceof TensorInfo tensor)) {
      throw new ModelDiffersException(where, spec.name(), expected, info.getInfo().toString());
    }
    String type = dtype(tensor);
    if (!type.equals(spec.dtype()) || !fits(spec, tensor.getShape())) {
      throw new ModelDiffersException(
          where, spec.name(), expected, type + " " + Arrays.toString(tensor.getShape()));
    }
  }

  private static String dtype(TensorInfo tensor) {
    return switch (tensor.type) {
      case FLOAT -> "float32";
      case DOUBLE -> "float64";
      default -> tensor.type.toString().toLowerCase(Locale.ROOT);
    };
  }

  /** A size that the file leaves open fits every statement; the first run finds out. */
  private static boolean fits(TensorSpec spec, long[] shape) {
    if (shape.length != spec.shape().size()) {
      return false;
    }
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] >= 0 && shape[i] != spec.shape().get(i)) {
        return false;
      }
    }
    return true;
  }
}
