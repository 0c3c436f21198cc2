package dev.counterpoint.datasets.multimodal;

import dev.counterpoint.datasets.Modality;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One modality of N examples in memory of the host, example after example.
 *
 * @param modality name and shape of one example
 * @param storage how values lie
 * @param data N times the values of an example, little-endian, from position 0 to its limit
 */
public record ModalityArray(Modality modality, Storage storage, ByteBuffer data) {

  /**
   * Takes the buffer as it is, without a copy.
   *
   * @throws IllegalArgumentException if the buffer does not hold whole examples
   */
  public ModalityArray {
    data = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    long example = valuesOf(modality) * storage.width();
    if (data.limit() % example != 0) {
      throw new IllegalArgumentException(
          "modality %s: %d bytes are no whole examples of %d bytes"
              .formatted(modality.name(), data.limit(), example));
    }
  }

  /** Values of {@code (N, ...)} float32. */
  public static ModalityArray of(Modality modality, float[] values) {
    ByteBuffer data = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return new ModalityArray(modality, Storage.FLOATS, data);
  }

  /** Values of {@code (N, ...)} as unsigned bytes. */
  public static ModalityArray of(Modality modality, byte[] values) {
    return new ModalityArray(modality, Storage.BYTES, ByteBuffer.wrap(values));
  }

  /** Token ids {@code (N, ...)}. */
  public static ModalityArray of(Modality modality, int[] ids) {
    ByteBuffer data = ByteBuffer.allocate(ids.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    data.asIntBuffer().put(ids);
    return new ModalityArray(modality, Storage.IDS, data);
  }

  /** Number of examples, N. */
  public int size() {
    return (int) (data.limit() / (valuesOf(modality) * storage.width()));
  }

  /**
   * Some examples, copied.
   *
   * @param rows indices in {@code 0 .. size() - 1}, in any order, repeated or not
   */
  public ModalityArray rows(int[] rows) {
    int example = Math.toIntExact(valuesOf(modality) * storage.width());
    ByteBuffer chosen = ByteBuffer.allocate(Math.multiplyExact(rows.length, example));
    for (int row : rows) {
      chosen.put(data.slice(row * example, example));
    }
    return new ModalityArray(modality, storage, chosen.flip());
  }

  private static long valuesOf(Modality modality) {
    return modality.shape().stream().mapToLong(side -> side).reduce(1, Math::multiplyExact);
  }
}
