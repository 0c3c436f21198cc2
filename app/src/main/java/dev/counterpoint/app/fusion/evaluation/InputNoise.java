package dev.counterpoint.app.fusion.evaluation;

import ai.djl.ndarray.NDArray;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.multimodal.ModalityArray;
import dev.counterpoint.datasets.multimodal.Storage;
import dev.counterpoint.datasets.random.RandomAddress;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Gaussian noise on the input of a modality. At each level it is the same noise, only larger; an
 * example's noise follows from its index.
 *
 * @param modality its name
 * @param deviation of all its values over training examples together, as they are in a batch
 * @param bytes whether values are clipped to [0, 1], where bytes lie
 * @param address of the noise
 */
record InputNoise(String modality, double deviation, boolean bytes, RandomAddress address) {

  /** The noise that fits a modality; none for token ids. */
  static Optional<InputNoise> of(ModalityArray training, RandomAddress address) {
    if (training.storage() == Storage.IDS) {
      return Optional.empty();
    }
    boolean bytes = training.storage() == Storage.BYTES;
    double deviation = bytes ? ofBytes(training.data()) : ofFloats(training.data());
    return Optional.of(new InputNoise(training.modality().name(), deviation, bytes, address));
  }

  private static double ofBytes(ByteBuffer data) {
    long[] counts = new long[256];
    for (int i = 0; i < data.limit(); i++) {
      counts[Byte.toUnsignedInt(data.get(i))]++;
    }
    double sum = 0;
    double squares = 0;
    for (int value = 0; value < counts.length; value++) {
      sum += counts[value] * (value / 255.0);
      squares += counts[value] * (value / 255.0) * (value / 255.0);
    }
    double mean = sum / data.limit();
    return Math.sqrt(Math.max(0, squares / data.limit() - mean * mean));
  }

  private static double ofFloats(ByteBuffer data) {
    FloatBuffer values = data.duplicate().order(data.order()).rewind().asFloatBuffer();
    int n = values.limit();
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += values.get(i);
    }
    double squares = 0;
    for (int i = 0; i < n; i++) {
      squares += (values.get(i) - sum / n) * (values.get(i) - sum / n);
    }
    return Math.sqrt(squares / n);
  }

  /**
   * The noise at one level.
   *
   * @param level its standard deviation, as a share of the modality's
   */
  PartEncoder.Change at(double level) {
    return (batch, from, step) -> {
      NDArray values = batch.get(modality);
      int each = Math.toIntExact(values.size() / batch.size());
      float[] noise = new float[batch.size() * each];
      for (int i = 0; i < batch.size(); i++) {
        SplittableRandom random = address.at(from + i).stream();
        for (int j = 0; j < each; j++) {
          noise[i * each + j] = (float) (level * deviation * random.nextGaussian());
        }
      }
      NDArray noisy = values.add(step.create(noise, values.getShape()));
      return new Batch(
          batch.size(), Map.of(modality, bytes ? noisy.clip(0, 1) : noisy), batch.labels());
    };
  }
}
