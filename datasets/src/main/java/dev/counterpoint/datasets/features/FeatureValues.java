package dev.counterpoint.datasets.features;

import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.features.npz.NpyArray;
import dev.counterpoint.datasets.features.npz.NpyType;
import dev.counterpoint.datasets.multimodal.ModalityArray;
import dev.counterpoint.datasets.multimodal.Storage;
import java.util.List;

/**
 * From an array to a modality: numbers with a point become float32, bytes stay bytes, whole numbers
 * are token ids.
 */
final class FeatureValues {

  private static final int FEWEST_DIMENSIONS = 2;
  private static final int MOST_DIMENSIONS = 4;

  private FeatureValues() {}

  /**
   * Converts an array.
   *
   * @param where file and array, for messages
   * @throws FeatureDataException if its shape is none of a modality, or a number cannot be used
   */
  static ModalityArray of(String name, NpyArray array, String where) {
    List<Integer> shape = array.shape();
    if (shape.size() < FEWEST_DIMENSIONS || shape.size() > MOST_DIMENSIONS) {
      throw new FeatureDataException(
          where,
          "of shape %s; a modality is (N, D), (N, T, D) or (N, C, H, W)".formatted(shape),
          shape.size() < FEWEST_DIMENSIONS
              ? "If it is no modality, name those that are. A single number for each example is"
                  + " (N, 1): array.reshape(-1, 1)."
              : "Reshape it.");
    }
    if (shape.contains(0)) {
      throw new FeatureDataException(
          where, "of shape %s, which is empty".formatted(shape), "Leave it out or fill it.");
    }
    List<Long> example = shape.stream().skip(1).map(Integer::longValue).toList();
    Modality modality = new Modality(name, example);
    int width = array.size() / shape.get(0);
    return switch (array.type()) {
      case U1 -> new ModalityArray(modality, Storage.BYTES, array.data());
      case I4, I8 -> ModalityArray.of(modality, ids(array, width, where));
      case F2, F4, F8 -> ModalityArray.of(modality, floats(array, width, where));
    };
  }

  private static float[] floats(NpyArray array, int width, String where) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.get(i);
      if (!Float.isFinite(values[i])) {
        throw new FeatureDataException(
            where,
            "row %d holds %s%s"
                .formatted(
                    i / width,
                    array.get(i),
                    Double.isFinite(array.get(i)) ? ", which float32 cannot hold" : ""),
            "Replace it, as by numpy.nan_to_num, or leave the example out of all arrays.");
      }
    }
    return values;
  }

  private static int[] ids(NpyArray array, int width, String where) {
    int[] values = new int[array.size()];
    for (int i = 0; i < values.length; i++) {
      double value = array.get(i);
      if (value < 0 || value > Integer.MAX_VALUE) {
        throw new FeatureDataException(
            where,
            "row %d holds %.0f; whole numbers are token ids, from 0 to 2^31 - 1"
                .formatted(i / width, value),
            "If they are measurements, save them as float32.");
      }
      values[i] = (int) value;
    }
    return values;
  }

  /** The type that a modality is written as, and read from again. */
  static NpyType type(Storage storage) {
    return switch (storage) {
      case BYTES -> NpyType.U1;
      case FLOATS -> NpyType.F4;
      case IDS -> NpyType.I4;
    };
  }
}
