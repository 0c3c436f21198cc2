package dev.counterpoint.datasets.features;

import dev.counterpoint.datasets.features.npz.NpyArray;
import dev.counterpoint.datasets.features.npz.NpzWriter;
import dev.counterpoint.datasets.multimodal.ModalityArray;
import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a data set as a folder that {@link FeatureData} reads again, and NumPy too. */
public final class FeatureFolder {

  private FeatureFolder() {}

  /**
   * Writes {@code train.npz}, {@code validation.npz} and {@code test.npz}: modalities as float32,
   * uint8 or, for ids, int32; {@code labels} as int64. A file that is there is replaced.
   *
   * @param folder made if it is not there
   * @throws IllegalArgumentException if a modality is called {@code labels}
   * @throws IOException if it cannot be written; no file then stands half-written
   */
  public static void write(MultimodalData data, Path folder) throws IOException {
    Files.createDirectories(folder);
    List<MultimodalPart> parts = List.of(data.train(), data.validation(), data.test());
    for (int p = 0; p < parts.size(); p++) {
      Path file = folder.resolve(FeatureSplit.PARTS.get(p) + ".npz");
      Path half = Files.createTempFile(folder, "half-", ".tmp");
      try {
        try (OutputStream out = Files.newOutputStream(half)) {
          NpzWriter.write(out, arrays(parts.get(p)), false);
        }
        Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(half);
      }
    }
  }

  private static Map<String, NpyArray> arrays(MultimodalPart part) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    for (ModalityArray array : part.arrays()) {
      List<Integer> shape = new ArrayList<>(List.of(part.size()));
      array.modality().shape().forEach(side -> shape.add(side.intValue()));
      arrays.put(
          array.modality().name(),
          new NpyArray(FeatureValues.type(array.storage()), shape, array.data().rewind()));
    }
    if (arrays.put("labels", NpyArray.of(part.labels())) != null) {
      throw new IllegalArgumentException("a modality is called 'labels'");
    }
    return arrays;
  }
}
