package dev.counterpoint.datasets.multimodal;

import ai.djl.ndarray.types.DataType;

/**
 * How the values of a modality lie in memory, little-endian, and what they become on the device.
 */
public enum Storage {
  /** Unsigned bytes, 0 to 255; float32 in [0, 1] in a batch. */
  BYTES(1, DataType.UINT8),
  /** float32 as they are. */
  FLOATS(4, DataType.FLOAT32),
  /** Token ids as int32; int64 in a batch. */
  IDS(4, DataType.INT32);

  private final int width;
  private final DataType type;

  Storage(int width, DataType type) {
    this.width = width;
    this.type = type;
  }

  /** Bytes a value. */
  public int width() {
    return width;
  }

  /** The type on the device, at rest. */
  public DataType type() {
    return type;
  }
}
