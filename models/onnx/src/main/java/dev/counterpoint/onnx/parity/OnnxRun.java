package dev.counterpoint.onnx.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.counterpoint.onnx.error.ParityException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model in ONNX Runtime. */
public final class OnnxRun implements AutoCloseable {

  /**
   * An output.
   *
   * @param shape its shape
   * @param data its elements
   */
  public record Output(Shape shape, ByteBuffer data) {}

  /**
   * From this size on, in bytes, a model is compared without those rewrites of the runtime that
   * copy all weights. With either of them, loading a ResNet-18 takes 2.7 to 3.1 times the
   * parameters, with neither 1.4 times (ONNX Runtime 1.21).
   */
  public static final long LARGE_MODEL = 16L << 20;

  private static final List<String> COPYING_REWRITES = List.of("ConvBNFusion", "NchwcTransformer");

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final List<String> rewritesLeftOut;

  private OnnxRun(OrtEnvironment environment, OrtSession session, List<String> rewritesLeftOut) {
    this.environment = environment;
    this.session = session;
    this.rewritesLeftOut = rewritesLeftOut;
  }

  /**
   * Loads a model from a file.
   *
   * @param level how much the runtime may rewrite the graph
   * @throws ParityException if the runtime refuses the model
   */
  public static OnnxRun load(Path file, OrtSession.SessionOptions.OptLevel level) {
    return load(level, List.of(), (env, options) -> env.createSession(file.toString(), options));
  }

  /**
   * Loads a model from memory.
   *
   * @param level how much the runtime may rewrite the graph
   * @throws ParityException if the runtime refuses the model
   */
  public static OnnxRun load(byte[] model, OrtSession.SessionOptions.OptLevel level) {
    return load(level, List.of(), (env, options) -> env.createSession(model, options));
  }

  /**
   * Loads a model from a file as it is compared at export: with full optimisation, but for {@link
   * #rewritesLeftOut}.
   *
   * @param bytes size of the model
   * @throws ParityException if the runtime refuses the model
   */
  public static OnnxRun loadToCompare(Path file, long bytes) {
    return load(
        OrtSession.SessionOptions.OptLevel.ALL_OPT,
        leftOutFor(bytes),
        (env, options) -> env.createSession(file.toString(), options));
  }

  /**
   * Loads a model from memory as {@link #loadToCompare(Path, long)} does from a file.
   *
   * @throws ParityException if the runtime refuses the model
   */
  public static OnnxRun loadToCompare(byte[] model) {
    return load(
        OrtSession.SessionOptions.OptLevel.ALL_OPT,
        leftOutFor(model.length),
        (env, options) -> env.createSession(model, options));
  }

  private static List<String> leftOutFor(long bytes) {
    return bytes < LARGE_MODEL ? List.of() : COPYING_REWRITES;
  }

  /** The runtime's names of the rewrites that it does without, although its level has them. */
  public List<String> rewritesLeftOut() {
    return rewritesLeftOut;
  }

  private interface Loading {
    OrtSession load(OrtEnvironment environment, OrtSession.SessionOptions options)
        throws OrtException;
  }

  private static OnnxRun load(
      OrtSession.SessionOptions.OptLevel level, List<String> withoutRewrites, Loading loading) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(level);
      options.setIntraOpNumThreads(1);
      // A comparison runs a few times: packed copies of the weights and pools are not worth their
      // memory.
      options.addConfigEntry("session.disable_prepacking", "1");
      options.setCPUArenaAllocator(false);
      options.setMemoryPatternOptimization(false);
      if (!withoutRewrites.isEmpty()) {
        options.addConfigEntry(
            "optimization.disable_specified_optimizers", String.join(";", withoutRewrites));
      }
      return new OnnxRun(environment, loading.load(environment, options), withoutRewrites);
    } catch (OrtException e) {
      throw new ParityException("ONNX Runtime refuses the exported model: " + e.getMessage(), e);
    }
  }

  /**
   * Runs the model.
   *
   * @param inputs an array for each input, in order; only read
   * @return the outputs in order
   * @throws ParityException if the runtime fails
   */
  public List<Output> run(NDList inputs) {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    try {
      int position = 0;
      List<NDArray> arrays = new ArrayList<>(inputs);
      List<String> names = new ArrayList<>(session.getInputNames());
      for (NDArray array : arrays) {
        tensors.put(names.get(position++), tensor(array));
      }
      List<Output> outputs = new ArrayList<>();
      try (OrtSession.Result result = session.run(tensors)) {
        for (Map.Entry<String, OnnxValue> entry : result) {
          OnnxTensor tensor = (OnnxTensor) entry.getValue();
          outputs.add(new Output(new Shape(tensor.getInfo().getShape()), tensor.getByteBuffer()));
        }
      }
      return outputs;
    } catch (OrtException e) {
      throw new ParityException(
          "ONNX Runtime fails on the exported model with inputs of shape %s: %s"
              .formatted(Arrays.toString(inputs.getShapes()), e.getMessage()),
          e);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor tensor(NDArray array) throws OrtException {
    ByteBuffer bytes = ByteBuffer.wrap(array.toByteArray()).order(ByteOrder.nativeOrder());
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.remaining()).order(ByteOrder.nativeOrder());
    direct.put(bytes).rewind();
    return OnnxTensor.createTensor(
        environment, direct, array.getShape().getShape(), typeOf(array.getDataType()));
  }

  private static OnnxJavaType typeOf(DataType type) {
    return switch (type) {
      case FLOAT32 -> OnnxJavaType.FLOAT;
      case FLOAT64 -> OnnxJavaType.DOUBLE;
      case FLOAT16 -> OnnxJavaType.FLOAT16;
      case INT8 -> OnnxJavaType.INT8;
      case UINT8 -> OnnxJavaType.UINT8;
      case INT16 -> OnnxJavaType.INT16;
      case INT32 -> OnnxJavaType.INT32;
      case INT64 -> OnnxJavaType.INT64;
      case BOOLEAN -> OnnxJavaType.BOOL;
      default -> throw new ParityException("Inputs of type " + type + " cannot be compared.");
    };
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new ParityException("ONNX Runtime cannot close the model: " + e.getMessage(), e);
    }
  }
}
