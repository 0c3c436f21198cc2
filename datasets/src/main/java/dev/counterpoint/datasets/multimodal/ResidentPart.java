package dev.counterpoint.datasets.multimodal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.datasets.Batch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Examples on the device, at rest as they lie in memory, converted batch by batch. */
public final class ResidentPart implements AutoCloseable {

  private final NDManager manager;
  private final Map<String, NDArray> arrays = new LinkedHashMap<>();
  private final NDArray labels;
  private final int size;

  /**
   * Copies the examples to the device.
   *
   * @param parent owner; a child of it holds the arrays until {@link #close}
   */
  public ResidentPart(NDManager parent, MultimodalPart part) {
    this.manager = parent.newSubManager();
    this.size = part.size();
    for (ModalityArray array : part.arrays()) {
      arrays.put(array.modality().name(), toDevice(array));
    }
    this.labels = manager.create(Arrays.stream(part.labels()).asLongStream().toArray());
  }

  private NDArray toDevice(ModalityArray array) {
    ByteBuffer values = array.data().duplicate().rewind();
    ByteBuffer direct =
        ByteBuffer.allocateDirect(values.remaining()).order(ByteOrder.nativeOrder());
    direct.put(values).rewind();
    long[] shape = new long[array.modality().shape().size() + 1];
    shape[0] = array.size();
    for (int i = 1; i < shape.length; i++) {
      shape[i] = array.modality().shape().get(i - 1);
    }
    return manager.create(direct, new Shape(shape), array.storage().type());
  }

  /** Number of examples. */
  public int size() {
    return size;
  }

  /**
   * Some examples as a batch, float32 or, for token ids, int64.
   *
   * @param step owns every array of the batch
   * @param rows {@code (N)} indices in {@code 0 .. size() - 1}
   */
  public Batch rows(NDManager step, long[] rows) {
    NDArray index = step.create(rows);
    Map<String, NDArray> chosen = new LinkedHashMap<>();
    arrays.forEach((name, array) -> chosen.put(name, converted(take(array, index, step))));
    return new Batch(rows.length, chosen, take(labels, index, step));
  }

  /**
   * Examples in their order as a batch.
   *
   * @param step owns every array of the batch
   * @param from the first, at least 0
   * @param to after the last, at most {@link #size}
   */
  public Batch range(NDManager step, int from, int to) {
    Map<String, NDArray> chosen = new LinkedHashMap<>();
    NDIndex index = new NDIndex("%d:%d".formatted(from, to));
    arrays.forEach(
        (name, array) -> {
          NDArray part = array.get(index);
          part.attach(step);
          chosen.put(name, converted(part));
        });
    NDArray own = labels.get(index);
    own.attach(step);
    return new Batch(to - from, chosen, own);
  }

  private static NDArray take(NDArray array, NDArray index, NDManager step) {
    NDArray rows = array.get(new NDIndex("{}", index));
    rows.attach(step);
    return rows;
  }

  private static NDArray converted(NDArray rows) {
    return switch (rows.getDataType()) {
      case UINT8 -> rows.toType(DataType.FLOAT32, false).divi(255f);
      case INT32 -> rows.toType(DataType.INT64, false);
      default -> rows;
    };
  }

  @Override
  public void close() {
    manager.close();
  }
}
