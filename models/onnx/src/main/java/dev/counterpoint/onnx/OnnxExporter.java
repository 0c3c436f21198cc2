package dev.counterpoint.onnx;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.onnx.proto.OnnxMl.ModelProto;
import dev.counterpoint.onnx.check.OnnxStructure;
import dev.counterpoint.onnx.error.InvalidExportException;
import dev.counterpoint.onnx.error.MalformedExportException;
import dev.counterpoint.onnx.error.OnnxExportException;
import dev.counterpoint.onnx.graph.ModelFile;
import dev.counterpoint.onnx.mapping.OperationMapping;
import dev.counterpoint.onnx.mapping.StandardMappings;
import dev.counterpoint.onnx.parity.OnnxRun;
import dev.counterpoint.onnx.parity.ParityCheck;
import dev.counterpoint.onnx.parity.ParityRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Writes any initialised DJL block as an ONNX model:
 *
 * <pre>{@code
 * OnnxExport export =
 *     OnnxExporter.of(block)
 *         .input("image", -1, 3, 28, 28)
 *         .outputs("features")
 *         .toFile(Path.of("encoder.onnx"));
 * }</pre>
 *
 * <p>The block runs, in inference mode, on arrays that record what is done to them; lambdas and
 * blocks of any make are seen alike. It runs at several sizes of the dynamic axes, so that what
 * follows a size is told from what is constant. Parameters become initializers under the names that
 * {@code block.getParameters()} has for them. The block stays as it is.
 *
 * <p>Every export then runs the model in ONNX Runtime beside the block; one that differs is an
 * error. An error of any kind leaves no file.
 *
 * <p>What it cannot know: Java that treats a size beyond those it was compared at in another way
 * ({@code size > 1000 ? ...}; the record of the comparison has the sizes, which stay small where
 * the inputs are large). And where the runtime decides otherwise than the engine: which of equal
 * elements {@code sort} and {@code topK} put first, what {@code max}, {@code min}, {@code argMax}
 * and {@code sort} make of NaN, and what GELU makes of infinity.
 */
public final class OnnxExporter {

  private final Block block;
  private final List<OnnxInput> inputs = new ArrayList<>();
  private final List<NDList> samples = new ArrayList<>();
  private final Map<String, OperationMapping> mappings = StandardMappings.all();
  private List<String> outputNames = List.of();
  private double tolerance = 1e-4;
  private long seed = 20_240_607;

  private OnnxExporter(Block block) {
    this.block = block;
  }

  /**
   * Starts an export.
   *
   * @param block an initialised block
   * @throws InvalidExportException if the block is not initialised
   */
  public static OnnxExporter of(Block block) {
    if (!block.isInitialized()) {
      throw new InvalidExportException(
          "The block %s is not initialised, so it has no parameters to export. Call initialize, or load"
                  .formatted(block.getClass().getSimpleName())
              + " its parameters, first.");
    }
    return new OnnxExporter(block);
  }

  /**
   * Adds a float32 input.
   *
   * @param name its name in the model
   * @param shape its size along each axis; -1 in the first place is the dynamic axis {@code batch}
   */
  public OnnxExporter input(String name, long... shape) {
    return input(OnnxInput.of(name, shape));
  }

  /** Adds an input, in the order in which the block takes them. */
  public OnnxExporter input(OnnxInput input) {
    input.check();
    inputs.add(input);
    return this;
  }

  /**
   * Names the outputs; without this they are {@code output}, or {@code output_0}, {@code
   * output_1}...
   */
  public OnnxExporter outputs(String... names) {
    outputNames = List.of(names);
    return this;
  }

  /**
   * Adds inputs to compare the model on, beside random ones: an array for each input. Only read.
   */
  public OnnxExporter sample(NDList sample) {
    samples.add(sample);
    return this;
  }

  /**
   * Sets the largest difference from the block that the model may have.
   *
   * @param largest absolute where the block's value is below 1, relative to it above; default 1e-4
   * @throws InvalidExportException if it is negative, infinite or NaN
   */
  public OnnxExporter tolerance(double largest) {
    if (!(largest >= 0) || Double.isInfinite(largest)) {
      throw new InvalidExportException(
          "The tolerance is %s; it must be a number of 0 or more, such as 1e-4, or the comparison"
                  .formatted(largest)
              + " would not compare.");
    }
    tolerance = largest;
    return this;
  }

  /** Sets the seed of the random inputs. */
  public OnnxExporter seed(long newSeed) {
    seed = newSeed;
    return this;
  }

  /**
   * Adds or replaces the mapping of an operation.
   *
   * @param operation DJL's name of it, for example {@code erfinv}
   * @param mapping writes its nodes
   */
  public OnnxExporter mapping(String operation, OperationMapping mapping) {
    mappings.put(operation, mapping);
    return this;
  }

  /**
   * Writes the model to a file. A file that has that name is replaced, if all goes well.
   *
   * @param file where to
   * @return what was made
   * @throws OnnxExportException one type per cause; no file is left then
   */
  public OnnxExport toFile(Path file) {
    Request request = request();
    int opset;
    ModelFile written;
    try (ModelBuild build = new ModelBuild(request)) {
      ModelProto model = build.model();
      requireStructure(model);
      opset = opset(model);
      written = ModelFile.write(model, file);
    }
    // The traces are closed: while the model is compared, the weights are the block's and the
    // runtime's.
    try (written) {
      Path temporary = written.temporary();
      long size = Files.size(temporary);
      ParityRecord parity = compare(request, opset, () -> OnnxRun.loadToCompare(temporary, size));
      OnnxExport export = export(request, opset, size, parity);
      written.publish();
      return export;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes the model in memory.
   *
   * @param model receives the bytes of the model
   * @return what was made
   * @throws OnnxExportException one type per cause
   */
  public OnnxExport toBytes(Consumer<byte[]> model) {
    Request request = request();
    int opset;
    byte[] bytes;
    try (ModelBuild build = new ModelBuild(request)) {
      ModelProto proto = build.model();
      requireStructure(proto);
      opset = opset(proto);
      bytes = proto.toByteArray();
    }
    ParityRecord parity = compare(request, opset, () -> OnnxRun.loadToCompare(bytes));
    model.accept(bytes);
    return export(request, opset, bytes.length, parity);
  }

  private static void requireStructure(ModelProto model) {
    List<String> problems = OnnxStructure.problems(model);
    if (!problems.isEmpty()) {
      throw new MalformedExportException(
          "The model breaks ONNX's rules, and nothing was written; a mapping is wrong. "
              + String.join("; ", problems));
    }
  }

  private Request request() {
    return Request.of(block, inputs, outputNames, mappings, seed);
  }

  private static int opset(ModelProto model) {
    return (int) model.getOpsetImport(0).getVersion();
  }

  private OnnxExport export(Request request, int opset, long bytes, ParityRecord parity) {
    return new OnnxExport(
        inputs.stream().map(OnnxInput::name).toList(), request.outputNames(), opset, bytes, parity);
  }

  private ParityRecord compare(Request request, int opset, Supplier<OnnxRun> model) {
    try (ParityCheck check = new ParityCheck(block, request.outputNames(), tolerance)) {
      Random random = new Random(seed);
      for (Map<String, Long> sizes : ComparedSizes.of(request)) {
        check.run("random", sizes, manager -> request.random(manager, sizes, random));
      }
      for (int i = 0; i < samples.size(); i++) {
        NDList sample = samples.get(i);
        check.run("sample " + (i + 1), Map.of(), manager -> copy(sample, manager));
      }
      try (OnnxRun run = model.get()) {
        check.compareWith(run);
      }
      return check.record(seed, opset);
    }
  }

  private static NDList copy(NDList sample, NDManager manager) {
    NDList copies = new NDList();
    sample.forEach(array -> copies.add(array.toDevice(manager.getDevice(), true)));
    copies.attach(manager);
    return copies;
  }
}
