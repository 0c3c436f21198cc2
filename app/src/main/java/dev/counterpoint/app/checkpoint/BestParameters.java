package dev.counterpoint.app.checkpoint;

import dev.counterpoint.datasets.safetensors.TensorEntry;
import dev.counterpoint.datasets.safetensors.TensorType;
import dev.counterpoint.models.network.Network;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters that validated best so far, in memory of the host.
 *
 * @param step steps taken when they were
 * @param score by which they are the best
 * @param newestMeasures of the newest validation, which need not be theirs
 * @param parameters by name, with {@link #PREFIX} before it
 */
public record BestParameters(
    long step, float score, float[] newestMeasures, List<TensorEntry> parameters) {

  static final String PREFIX = "best/";

  private static final String STEP = "best-step";
  private static final String SCORE = "best-score";
  private static final String MEASURES = "validation";

  /** Copies the parameters of a network from the device. */
  public static BestParameters capture(long step, float[] measures, Network network) {
    List<TensorEntry> parameters = new ArrayList<>();
    network
        .parameters()
        .forEach(
            (name, parameter) ->
                parameters.add(TrainState.entry(PREFIX + name, parameter.getArray())));
    return new BestParameters(step, measures[0], measures, parameters);
  }

  /** The same after a validation that was no better. */
  public BestParameters withNewestMeasures(float[] measures) {
    return new BestParameters(step, score, measures, parameters);
  }

  void addTo(List<TensorEntry> tensors) {
    // Two parts, for a float32 holds whole numbers up to 2^24 only.
    tensors.add(numbers(STEP, step >>> 20, step & 0xFFFFF));
    tensors.add(numbers(SCORE, score));
    tensors.add(numbers(MEASURES, newestMeasures));
    tensors.addAll(parameters);
  }

  static Optional<BestParameters> of(Map<String, TensorEntry> tensors) {
    if (!tensors.containsKey(SCORE)) {
      return Optional.empty();
    }
    float[] step = read(tensors.get(STEP));
    return Optional.of(
        new BestParameters(
            ((long) step[0] << 20) + (long) step[1],
            read(tensors.get(SCORE))[0],
            read(tensors.get(MEASURES)),
            tensors.values().stream().filter(t -> t.name().startsWith(PREFIX)).toList()));
  }

  private static TensorEntry numbers(String name, float... values) {
    ByteBuffer data = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return new TensorEntry(name, TensorType.F32, new long[] {values.length}, data);
  }

  private static float[] read(TensorEntry tensor) {
    float[] values = new float[tensor.data().remaining() / 4];
    tensor.data().asFloatBuffer().get(values);
    return values;
  }
}
