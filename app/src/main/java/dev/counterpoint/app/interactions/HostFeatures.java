package dev.counterpoint.app.interactions;

import dev.counterpoint.datasets.multimodal.ModalityArray;
import dev.counterpoint.datasets.multimodal.Storage;
import dev.counterpoint.models.probe.FeatureMatrix;
import java.nio.ByteOrder;

/** Examples of a modality as rows of numbers. */
public final class HostFeatures {

  private static final float BYTE = 255;

  private HostFeatures() {}

  /**
   * Each example laid out flat; bytes become numbers in [0, 1].
   *
   * @throws ModalityCountException if the modality holds token ids
   */
  public static FeatureMatrix of(ModalityArray array) {
    if (array.storage() == Storage.IDS) {
      throw ModalityCountException.ofTokens(array.modality().name());
    }
    float[] values = floats(array);
    return new FeatureMatrix(values, array.size(), values.length / Math.max(1, array.size()));
  }

  /**
   * How often each token comes in an example.
   *
   * @param array of token ids
   * @param vocabulary number of ids
   * @param padding an id that does not count
   */
  public static FeatureMatrix counts(ModalityArray array, int vocabulary, long padding) {
    float[] values = new float[Math.multiplyExact(array.size(), vocabulary)];
    int length = array.data().limit() / Integer.BYTES / Math.max(1, array.size());
    for (int row = 0; row < array.size(); row++) {
      for (int t = 0; t < length; t++) {
        int id = array.data().getInt((row * length + t) * Integer.BYTES);
        values[row * vocabulary + id] += id == padding ? 0 : 1;
      }
    }
    return new FeatureMatrix(values, array.size(), vocabulary);
  }

  private static float[] floats(ModalityArray array) {
    if (array.storage() == Storage.BYTES) {
      float[] values = new float[array.data().limit()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (array.data().get(i) & 0xFF) / BYTE;
      }
      return values;
    }
    float[] values = new float[array.data().limit() / Float.BYTES];
    // A view, for the position of the buffer is shared.
    array.data().duplicate().rewind().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }
}
