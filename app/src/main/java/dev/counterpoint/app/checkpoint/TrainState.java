package dev.counterpoint.app.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import dev.counterpoint.datasets.safetensors.SafetensorsFile;
import dev.counterpoint.datasets.safetensors.TensorEntry;
import dev.counterpoint.datasets.safetensors.TensorType;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.optimizer.Optimizer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that must survive a stop, in memory of the host. Random streams and the position in
 * the data are not among it: both follow from seed and step (see {@code RandomAddress}).
 *
 * @param step steps taken
 * @param seed of the run
 * @param recipe of the run as YAML; a checkpoint of another recipe is refused
 * @param tensors parameters ({@code parameter/...}), optimizer state ({@code optimizer/...}) and
 *     losses of which no metrics line has told yet ({@code pending-losses}); {@link BestParameters}
 *     where there are any
 */
public record TrainState(long step, long seed, String recipe, List<TensorEntry> tensors) {

  private static final String FORMAT = "counterpoint-checkpoint-1";
  private static final String PARAMETER = "parameter/";
  private static final String OPTIMIZER = "optimizer/";
  private static final String PENDING = "pending-losses";

  /** Copies a training from the device. */
  public static TrainState capture(
      long step, long seed, String recipe, Network network, Optimizer optimizer, float[] pending) {
    return capture(step, seed, recipe, network, optimizer, pending, Optional.empty());
  }

  /** Copies a training from the device that chooses its best parameters by validation. */
  public static TrainState capture(
      long step,
      long seed,
      String recipe,
      Network network,
      Optimizer optimizer,
      float[] pending,
      Optional<BestParameters> best) {
    List<TensorEntry> tensors = new ArrayList<>();
    network
        .parameters()
        .forEach((name, parameter) -> tensors.add(entry(PARAMETER + name, parameter.getArray())));
    optimizer.state().forEach((name, array) -> tensors.add(entry(OPTIMIZER + name, array)));
    ByteBuffer losses = ByteBuffer.allocate(pending.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    losses.asFloatBuffer().put(pending);
    tensors.add(new TensorEntry(PENDING, TensorType.F32, new long[] {pending.length}, losses));
    best.ifPresent(parameters -> parameters.addTo(tensors));
    return new TrainState(step, seed, recipe, tensors);
  }

  /** The parameters that validated best so far, where the training chooses by that. */
  public Optional<BestParameters> best() {
    return BestParameters.of(byName());
  }

  /**
   * Puts the training back on the device.
   *
   * @return losses of which no metrics line has told yet
   */
  public float[] restore(Network network, Optimizer optimizer) {
    Map<String, TensorEntry> byName = byName();
    restoreParameters(network.parameters(), PARAMETER, byName);
    try (NDManager manager = network.manager().newSubManager()) {
      Map<String, NDArray> state = new LinkedHashMap<>();
      byName.forEach(
          (name, tensor) -> {
            if (name.startsWith(OPTIMIZER)) {
              state.put(name.substring(OPTIMIZER.length()), array(tensor, manager));
            }
          });
      optimizer.restore(step, state);
    }
    float[] pending = new float[byName.get(PENDING).data().remaining() / 4];
    byName.get(PENDING).data().asFloatBuffer().get(pending);
    return pending;
  }

  /** Puts the parameters alone back, for evaluation. */
  public void restoreParameters(Network network) {
    restoreParameters(network.parameters(), PARAMETER, byName());
  }

  /**
   * Puts the parameters that validated best back, or the newest where nothing was validated yet.
   *
   * @return the step that they are of
   */
  public long restoreBest(Network network) {
    Optional<BestParameters> best = best();
    restoreParameters(
        network.parameters(), best.isPresent() ? BestParameters.PREFIX : PARAMETER, byName());
    return best.map(BestParameters::step).orElse(step);
  }

  /**
   * Puts the best parameters of some blocks into another network that has these blocks, too; the
   * newest where nothing was validated yet.
   *
   * @param blocks names of blocks
   * @throws CheckpointException if one of their parameters is missing or of another shape
   */
  public void restoreBest(Network network, Set<String> blocks) {
    String prefix = best().isPresent() ? BestParameters.PREFIX : PARAMETER;
    Map<String, Parameter> chosen = new LinkedHashMap<>(network.parameters());
    chosen.keySet().removeIf(name -> !blocks.contains(name.substring(0, name.indexOf('/'))));
    restoreParameters(chosen, prefix, byName());
  }

  /** The first parameter with a value that is not finite: such a state is worth nothing. */
  public Optional<String> firstNotFinite() {
    return tensors.stream()
        .filter(tensor -> tensor.name().startsWith(PARAMETER) && !isFinite(tensor))
        .map(tensor -> tensor.name().substring(PARAMETER.length()))
        .findFirst();
  }

  private static boolean isFinite(TensorEntry tensor) {
    FloatBuffer values = tensor.data().asFloatBuffer();
    while (values.hasRemaining()) {
      if (!Float.isFinite(values.get())) {
        return false;
      }
    }
    return true;
  }

  SafetensorsFile toSafetensors() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", FORMAT);
    metadata.put("step", Long.toString(step));
    metadata.put("seed", Long.toString(seed));
    metadata.put("recipe", recipe);
    return new SafetensorsFile(metadata, tensors);
  }

  static TrainState fromSafetensors(SafetensorsFile file) {
    Map<String, String> metadata = file.metadata();
    if (!FORMAT.equals(metadata.get("format"))) {
      throw new CheckpointException(
          "format is %s, expected %s".formatted(metadata.get("format"), FORMAT),
          "It was written by another program or version.",
          null);
    }
    return new TrainState(
        Long.parseLong(metadata.get("step")),
        Long.parseLong(metadata.get("seed")),
        metadata.get("recipe"),
        file.entries());
  }

  private Map<String, TensorEntry> byName() {
    Map<String, TensorEntry> byName = new LinkedHashMap<>();
    tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
    return byName;
  }

  private static void restoreParameters(
      Map<String, Parameter> parameters, String prefix, Map<String, TensorEntry> byName) {
    parameters.forEach(
        (name, parameter) -> {
          TensorEntry tensor = byName.get(prefix + name);
          if (tensor == null || !new Shape(tensor.shape()).equals(shapeOf(parameter))) {
            throw new CheckpointException(
                "parameter %s: expected shape %s, the checkpoint has %s"
                    .formatted(name, shapeOf(parameter), tensor == null ? "nothing" : tensor),
                "It belongs to another network; use the recipe that stands beside it.",
                null);
          }
          parameter.getArray().set(nativeOrder(tensor.data()));
        });
  }

  private static Shape shapeOf(Parameter parameter) {
    return parameter.getArray().getShape();
  }

  static TensorEntry entry(String name, NDArray array) {
    if (array.getDataType() != DataType.FLOAT32) {
      throw new IllegalStateException(name + " is " + array.getDataType() + ", expected float32");
    }
    ByteBuffer data = array.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    return new TensorEntry(name, TensorType.F32, array.getShape().getShape(), data);
  }

  private static NDArray array(TensorEntry tensor, NDManager manager) {
    return manager.create(nativeOrder(tensor.data()), new Shape(tensor.shape()), DataType.FLOAT32);
  }

  /**
   * DJL takes direct or heap buffers in native order; every supported platform is little-endian.
   */
  private static ByteBuffer nativeOrder(ByteBuffer data) {
    ByteBuffer copy = ByteBuffer.allocateDirect(data.remaining()).order(ByteOrder.nativeOrder());
    return copy.put(data).rewind();
  }
}
