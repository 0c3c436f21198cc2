package dev.counterpoint.datasets.features;

import dev.counterpoint.datasets.multimodal.ModalityArray;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.datasets.multimodal.Storage;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings float features to mean 0 and deviation 1, as measured on the examples to train on;
 * features that do not vary there are only moved. Statistics are by feature: the last side of
 * {@code (N, D)} and {@code (N, T, D)}, the channel of {@code (N, C, H, W)}. Bytes and ids stay as
 * they are.
 */
final class Standardisation {

  private final List<double[]> means = new ArrayList<>();
  private final List<double[]> deviations = new ArrayList<>();

  /** Measures. */
  static Standardisation of(MultimodalPart train) {
    Standardisation measured = new Standardisation();
    for (ModalityArray array : train.arrays()) {
      measured.measure(array);
    }
    return measured;
  }

  private void measure(ModalityArray array) {
    if (array.storage() != Storage.FLOATS) {
      means.add(null);
      deviations.add(null);
      return;
    }
    Layout layout = Layout.of(array);
    FloatBuffer values = array.data().asFloatBuffer();
    double[] mean = new double[layout.features()];
    double[] deviation = new double[layout.features()];
    double count = values.limit() / (double) layout.features();
    for (int i = 0; i < values.limit(); i++) {
      mean[layout.feature(i)] += values.get(i) / count;
    }
    for (int i = 0; i < values.limit(); i++) {
      double distance = values.get(i) - mean[layout.feature(i)];
      deviation[layout.feature(i)] += distance * distance / count;
    }
    for (int f = 0; f < deviation.length; f++) {
      double root = Math.sqrt(deviation[f]);
      // What is left of a constant by rounding is no variation.
      deviation[f] = root > 1e-9 * Math.abs(mean[f]) ? root : 1;
    }
    means.add(mean);
    deviations.add(deviation);
  }

  /** Applies what was measured. */
  MultimodalPart apply(MultimodalPart part) {
    List<ModalityArray> arrays = new ArrayList<>();
    for (int m = 0; m < part.arrays().size(); m++) {
      ModalityArray array = part.arrays().get(m);
      arrays.add(means.get(m) == null ? array : apply(array, means.get(m), deviations.get(m)));
    }
    return new MultimodalPart(arrays, part.labels());
  }

  private static ModalityArray apply(ModalityArray array, double[] mean, double[] deviation) {
    Layout layout = Layout.of(array);
    FloatBuffer values = array.data().asFloatBuffer();
    float[] changed = new float[values.limit()];
    for (int i = 0; i < changed.length; i++) {
      int f = layout.feature(i);
      changed[i] = (float) ((values.get(i) - mean[f]) / deviation[f]);
    }
    return ModalityArray.of(array.modality(), changed);
  }

  /** Which feature a number is of: {@code index / inner % features}. */
  private record Layout(int inner, int features) {

    static Layout of(ModalityArray array) {
      List<Long> shape = array.modality().shape();
      boolean channels = shape.size() == 3;
      int inner = channels ? (int) (shape.get(1) * shape.get(2)) : 1;
      return new Layout(inner, shape.get(channels ? 0 : shape.size() - 1).intValue());
    }

    int feature(int index) {
      return index / inner % features;
    }
  }
}
