package dev.counterpoint.app.towers;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.app.file.AtomicFile;
import dev.counterpoint.app.interactions.HostFeatures;
import dev.counterpoint.app.interactions.ModalityCountException;
import dev.counterpoint.datasets.features.FeatureSettings;
import dev.counterpoint.datasets.features.npz.NpyArray;
import dev.counterpoint.datasets.features.npz.NpzWriter;
import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.disagreement.DisagreementSettings;
import dev.counterpoint.models.disagreement.DisagreementTraining;
import dev.counterpoint.models.disagreement.Keeping;
import dev.counterpoint.models.probe.FeatureMatrix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Trains towers on the training part of a data set and writes what they make of all parts, in the
 * form in which features are read.
 *
 * @param keeping what towers are rewarded for
 * @param settings of towers and training; a batch is cut to the training part
 * @param seed of all randomness
 */
public record FeatureTowers(Keeping keeping, DisagreementSettings settings, long seed) {

  /**
   * Trains and writes.
   *
   * @param data with two modalities of numbers; labels are not looked at, but kept
   * @param out an {@code .npz} file: both modalities under their names, {@code (N, width)} float32,
   *     {@code labels} and {@code split}, 0 for train, 1 for validation, 2 for test
   * @return the loss of the last step, nats
   * @throws ModalityCountException if there are not two modalities, or one is of token ids
   * @throws dev.counterpoint.app.file.FileNotWrittenException if the file cannot be written
   */
  public double train(MultimodalData data, Device device, Path out) {
    if (data.modalities().size() != 2) {
      throw ModalityCountException.of(data);
    }
    List<MultimodalPart> parts = List.of(data.train(), data.validation(), data.test());
    try (NDManager manager = NDManager.newBaseManager(device);
        DisagreementTraining towers =
            DisagreementTraining.of(
                features(data.train(), 0),
                features(data.train(), 1),
                keeping,
                settings.withBatch(Math.min(settings.batch(), data.train().size())),
                RandomAddress.seed(seed).purpose("towers"),
                manager)) {
      Map<String, NpyArray> arrays = new LinkedHashMap<>();
      for (int m = 0; m < 2; m++) {
        int modality = m;
        FeatureMatrix all =
            towers.represent(
                m, FeatureMatrix.joined(parts.stream().map(p -> features(p, modality)).toList()));
        arrays.put(
            data.modalities().get(m).name(), NpyArray.of(all.values(), all.rows(), all.columns()));
      }
      FeatureSettings names = FeatureSettings.standard();
      arrays.put(
          names.labels(),
          NpyArray.of(parts.stream().flatMapToInt(p -> Arrays.stream(p.labels())).toArray()));
      arrays.put(names.split(), NpyArray.of(split(parts)));
      write(out, arrays);
      return towers.lastLoss();
    }
  }

  private static FeatureMatrix features(MultimodalPart part, int modality) {
    return HostFeatures.of(part.arrays().get(modality));
  }

  private static int[] split(List<MultimodalPart> parts) {
    return IntStream.range(0, parts.size())
        .flatMap(p -> IntStream.generate(() -> p).limit(parts.get(p).size()))
        .toArray();
  }

  private static void write(Path out, Map<String, NpyArray> arrays) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      NpzWriter.write(bytes, arrays, false);
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes every byte", e);
    }
    AtomicFile.write(out, bytes.toByteArray());
  }
}
