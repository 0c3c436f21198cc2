package dev.counterpoint.onnx.parity;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.onnxruntime.OrtEnvironment;
import dev.counterpoint.onnx.device.BlockDevice;
import dev.counterpoint.onnx.error.ForwardFailedException;
import dev.counterpoint.onnx.error.ParityException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs a block and the model made of it on the same inputs. First the block on all of them, then
 * the model, so that the memory of both is not needed at once.
 */
public final class ParityCheck implements AutoCloseable {

  private record Expectation(
      String name, Map<String, Long> sizes, NDList inputs, List<Expected> outputs) {}

  private record Expected(DataType type, Shape shape, ByteBuffer data) {}

  private final Block block;
  private final List<String> outputNames;
  private final double tolerance;
  private final NDManager kept;
  private final List<Expectation> expectations = new ArrayList<>();
  private final List<ParityRecord.Case> cases = new ArrayList<>();
  private List<String> leftOut = List.of();

  /**
   * Prepares the comparison.
   *
   * @param block the block
   * @param outputNames the names of the outputs
   * @param tolerance see {@link ParityRecord#tolerance()}
   */
  public ParityCheck(Block block, List<String> outputNames, double tolerance) {
    this.block = block;
    this.kept = NDManager.newBaseManager(BlockDevice.of(block));
    this.outputNames = List.copyOf(outputNames);
    this.tolerance = tolerance;
  }

  /**
   * Runs the block.
   *
   * @param name what the inputs are
   * @param sizes of the dynamic axes, by name
   * @param inputs makes the inputs in the manager that it is given
   */
  public void run(String name, Map<String, Long> sizes, Function<NDManager, NDList> inputs) {
    NDList keptInputs = inputs.apply(kept);
    try (NDManager manager = NDManager.newBaseManager(kept.getDevice())) {
      // Copies: a block may change its inputs.
      NDList copies = new NDList();
      keptInputs.forEach(input -> copies.add(input.duplicate()));
      copies.attach(manager);
      List<Expected> outputs = new ArrayList<>();
      for (NDArray output : forward(manager, copies)) {
        outputs.add(new Expected(output.getDataType(), output.getShape(), buffer(output)));
      }
      expectations.add(new Expectation(name, sizes, keptInputs, outputs));
    }
  }

  /**
   * Runs the model on everything that the block ran on, and compares.
   *
   * @param model the model made of the block
   * @throws ParityException if an output differs by more than the tolerance
   */
  public void compareWith(OnnxRun model) {
    leftOut = model.rewritesLeftOut();
    expectations.forEach(expectation -> compare(expectation, model.run(expectation.inputs())));
  }

  private void compare(Expectation expectation, List<OnnxRun.Output> actual) {
    String name = expectation.name();
    Map<String, Long> sizes = expectation.sizes();
    List<Expected> expected = expectation.outputs();
    if (expected.size() != actual.size()) {
      throw new ParityException(
          "The block has %d outputs on inputs '%s' %s, the model %d."
              .formatted(expected.size(), name, sizes, actual.size()));
    }
    Difference all = new Difference();
    String note = "";
    for (int i = 0; i < expected.size(); i++) {
      note += compareShapes(i, name, sizes, expected.get(i).shape(), actual.get(i).shape());
      Difference own = new Difference();
      ByteBuffer data = expected.get(i).data();
      for (Difference difference : List.of(all, own)) {
        difference.add(expected.get(i).type(), data, actual.get(i).data());
      }
      if (own.excess() > tolerance) {
        throw new ParityException(
            ("Output '%s' of the exported model differs from the block's by %.3g (relative %.3g) on inputs"
                    + " '%s' with sizes %s; allowed is %.3g, relative where the value is above 1, and"
                    + " nothing for whole numbers. Nothing was written. If the block computes something"
                    + " else in each call (random values, state), it cannot be exported; if it"
                    + " differs at large sizes only, Java computes with a size (min, max, /, %%, if):"
                    + " compute with arrays, or state the range of the axis.")
                .formatted(
                    outputNames.get(i), own.absolute(), own.relative(), name, sizes, tolerance));
      }
    }
    cases.add(
        new ParityRecord.Case(
            name, new LinkedHashMap<>(sizes), all.absolute(), all.relative(), note));
  }

  private static ByteBuffer buffer(NDArray array) {
    return ByteBuffer.wrap(array.toByteArray()).order(ByteOrder.nativeOrder());
  }

  private String compareShapes(
      int output, String name, Map<String, Long> sizes, Shape expected, Shape actual) {
    if (expected.equals(actual)) {
      return "";
    }
    String text =
        "output '%s' has shape %s in the block and %s in the model"
            .formatted(outputNames.get(output), expected, actual);
    // A squeeze without axes drops the batch axis at size 1, and only there. The model keeps it.
    boolean onlyOnes =
        sizes.containsValue(1L) && Arrays.equals(withoutOnes(expected), withoutOnes(actual));
    if (!onlyOnes) {
      throw new ParityException(
          "On inputs '%s' with sizes %s, %s. Nothing was written.".formatted(name, sizes, text));
    }
    return text + "; ";
  }

  private static long[] withoutOnes(Shape shape) {
    return Arrays.stream(shape.getShape()).filter(size -> size != 1).toArray();
  }

  private NDList forward(NDManager manager, NDList inputs) {
    try {
      return block.forward(new DetachedParameters(manager), new NDList(inputs), false);
    } catch (RuntimeException e) {
      throw new ForwardFailedException(
          "The forward pass failed on inputs of shape %s while it was compared with the model: %s. If"
                  .formatted(Arrays.toString(inputs.getShapes()), e.getMessage())
              + " the block does not accept every size, state the range of the dynamic axis.",
          e);
    }
  }

  /**
   * What was found.
   *
   * @param seed of the random inputs
   * @param opset of the model
   */
  public ParityRecord record(long seed, int opset) {
    Map<String, String> versions = new LinkedHashMap<>();
    Engine engine = Engine.getInstance();
    versions.put("DJL", Engine.getDjlVersion());
    versions.put(engine.getEngineName(), engine.getVersion());
    versions.put("ONNX Runtime", OrtEnvironment.getEnvironment().getVersion());
    if (!leftOut.isEmpty()) {
      versions.put("ONNX Runtime without", String.join(", ", leftOut));
    }
    versions.put("Java", System.getProperty("java.version"));
    return new ParityRecord(List.copyOf(cases), tolerance, seed, opset, versions);
  }

  @Override
  public void close() {
    kept.close();
  }

  /** Parameters without gradients, whose results belong to the comparison and not to the block. */
  private static final class DetachedParameters extends ParameterStore {

    private final NDManager manager;

    DetachedParameters(NDManager manager) {
      super(manager, false);
      this.manager = manager;
    }

    @Override
    public NDArray getValue(Parameter parameter, Device device, boolean training) {
      if (parameter == null) {
        return null;
      }
      NDArray array = parameter.getArray().stopGradient();
      array.attach(manager);
      return array;
    }
  }
}
