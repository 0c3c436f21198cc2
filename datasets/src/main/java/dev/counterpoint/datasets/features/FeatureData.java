package dev.counterpoint.datasets.features;

import dev.counterpoint.datasets.DatasetNotFoundException;
import dev.counterpoint.datasets.NearestName;
import dev.counterpoint.datasets.features.npz.NpyArray;
import dev.counterpoint.datasets.multimodal.ModalityArray;
import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.datasets.random.RandomAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Features that other programs have computed, from {@code .npz} or {@code .safetensors} files: an
 * array of each modality, {@code (N, D)}, {@code (N, T, D)} or {@code (N, C, H, W)}, and one of
 * labels, {@code (N)}.
 *
 * <p>Either a folder with a file for each part, {@code train}, {@code validation} (or {@code
 * valid}, {@code val}, {@code dev}) and {@code test}, or a single file. Numbers with a point become
 * float32; unsigned bytes stay bytes, which are in [0, 1] in a batch; int32 and int64 are token
 * ids.
 */
public final class FeatureData {

  private static final List<List<String>> NAMES =
      List.of(List.of("train"), List.of("validation", "valid", "val", "dev"), List.of("test"));

  private final FeatureSettings settings;

  private FeatureData(FeatureSettings settings) {
    this.settings = settings;
  }

  /**
   * Loads a data set.
   *
   * @param source a folder, or a file
   * @param address of the division of a single file that does not state it
   * @throws DatasetNotFoundException if there is no such folder or file, or a part has no file
   * @throws FeatureDataException if the arrays make no data set
   * @throws dev.counterpoint.datasets.CounterpointException if a file is damaged or cannot be read
   */
  public static MultimodalData load(Path source, FeatureSettings settings, RandomAddress address) {
    FeatureData reading = new FeatureData(settings);
    if (!Files.exists(source)) {
      throw new DatasetNotFoundException(
          "there is no folder or file %s".formatted(source),
          "Name a folder with train.npz, validation.npz and test.npz, or a single .npz or"
              + " .safetensors file.");
    }
    return Files.isDirectory(source) ? reading.folder(source) : reading.single(source, address);
  }

  private MultimodalData folder(Path folder) {
    List<FeatureFile> files = new ArrayList<>();
    List<MultimodalPart> parts = new ArrayList<>();
    List<String> modalities = null;
    for (List<String> names : NAMES) {
      FeatureFile file = FeatureFile.read(find(folder, names));
      // First, for labels of another name would count as a modality.
      get(file, settings.labels());
      List<String> own = modalities(file, false);
      modalities = modalities == null ? own : modalities;
      if (!own.equals(modalities)) {
        throw new FeatureDataException(
            file.file().toString(),
            "its modalities are %s, but those of %s are %s"
                .formatted(own, files.get(0).file().getFileName(), modalities),
            "Give all parts the same arrays, or name the modalities.");
      }
      MultimodalPart part = part(file, own);
      if (!parts.isEmpty() && !part.modalities().equals(parts.get(0).modalities())) {
        throw new FeatureDataException(
            file.file().toString(),
            "its examples are %s, but those of %s are %s"
                .formatted(
                    part.modalities(),
                    files.get(0).file().getFileName(),
                    parts.get(0).modalities()),
            "Make examples of all parts of one shape, as by padding.");
      }
      checkStorage(file, parts, part);
      files.add(file);
      parts.add(part);
    }
    return data(folder, files, parts);
  }

  private static void checkStorage(
      FeatureFile file, List<MultimodalPart> before, MultimodalPart part) {
    for (int m = 0; !before.isEmpty() && m < part.arrays().size(); m++) {
      ModalityArray expected = before.get(0).arrays().get(m);
      ModalityArray found = part.arrays().get(m);
      if (found.storage() != expected.storage()) {
        throw new FeatureDataException(
            file.where(found.modality().name()),
            "numbers are read as %s, but to train on as %s"
                .formatted(found.storage(), expected.storage()),
            "Save all parts with one type.");
      }
    }
  }

  private static Path find(Path folder, List<String> names) {
    List<Path> found = new ArrayList<>();
    for (String name : names) {
      for (String ending : FeatureFile.ENDINGS) {
        Path file = folder.resolve(name + ending);
        if (Files.exists(file)) {
          found.add(file);
        }
      }
    }
    if (found.isEmpty()) {
      throw new DatasetNotFoundException(
          "%s has no part %s: there is neither %s.npz nor %s.safetensors"
              .formatted(folder, names.get(0), String.join(", ", names), names.get(0)),
          "Put it there, or name a single file, which is divided.");
    }
    if (found.size() > 1) {
      throw new FeatureDataException(
          folder.toString(),
          "%s are the same part".formatted(found.stream().map(Path::getFileName).toList()),
          "Keep one of them.");
    }
    return found.get(0);
  }

  private MultimodalData single(Path source, RandomAddress address) {
    FeatureFile file = FeatureFile.read(source);
    MultimodalPart all = part(file, modalities(file, true));
    NpyArray stated = file.arrays().get(settings.split());
    int[][] rows =
        stated != null
            ? FeatureSplit.stated(stated, all.size(), file.where(settings.split()))
            : FeatureSplit.hashed(
                all, settings.validationShare(), settings.testShare(), address, source.toString());
    return data(
        source,
        List.of(file),
        IntStream.range(0, rows.length).mapToObj(part -> all.rows(rows[part])).toList());
  }

  private List<String> modalities(FeatureFile file, boolean single) {
    List<String> named = new ArrayList<>(settings.modalities());
    if (named.isEmpty()) {
      named.addAll(file.arrays().keySet());
      named.remove(settings.labels());
      if (single) {
        named.remove(settings.split());
      }
      named.sort(null);
    }
    if (named.isEmpty()) {
      throw new FeatureDataException(
          file.file().toString(),
          "there is no modality; its arrays are %s".formatted(file.arrays().keySet()),
          "Give an array of each modality beside the labels.");
    }
    return named;
  }

  private MultimodalPart part(FeatureFile file, List<String> modalities) {
    NpyArray labels = get(file, settings.labels());
    int examples = labels.shape().isEmpty() ? 0 : labels.shape().get(0);
    if (examples == 0) {
      throw new FeatureDataException(
          file.where(settings.labels()),
          "of shape %s: there is no example".formatted(labels.shape()),
          "Give at least one.");
    }
    int[] classes = FeatureLabels.of(labels, settings, file.where(settings.labels()));
    List<ModalityArray> arrays = new ArrayList<>();
    for (String modality : modalities) {
      NpyArray array = get(file, modality);
      ModalityArray values = FeatureValues.of(modality, array, file.where(modality));
      if (values.size() != examples) {
        throw new FeatureDataException(
            file.where(modality),
            "%d examples, but '%s' has %d".formatted(values.size(), settings.labels(), examples),
            "Row i of all arrays must be example i.");
      }
      arrays.add(values);
    }
    return new MultimodalPart(arrays, classes);
  }

  private static NpyArray get(FeatureFile file, String name) {
    NpyArray array = file.arrays().get(name);
    if (array == null) {
      throw new FeatureDataException(
          file.file().toString(),
          "there is no array '%s'; its arrays are %s".formatted(name, file.arrays().keySet()),
          file.arrays().isEmpty()
              ? ""
              : "The nearest is '%s'.".formatted(NearestName.of(name, file.arrays().keySet())));
    }
    return array;
  }

  private MultimodalData data(Path source, List<FeatureFile> files, List<MultimodalPart> parts) {
    List<String> classes =
        FeatureLabels.classes(
            settings, parts.stream().map(MultimodalPart::labels).toList(), source.toString());
    List<MultimodalPart> all = parts;
    if (settings.standardise()) {
      Standardisation measured = Standardisation.of(parts.get(0));
      all = parts.stream().map(measured::apply).toList();
    }
    Map<String, String> sums = new TreeMap<>();
    files.forEach(file -> sums.put(file.file().getFileName().toString(), file.sum()));
    String name = source.toAbsolutePath().normalize().getFileName().toString();
    return new MultimodalData(
        name,
        "Features from %s: %d examples to train on, %d to choose by, %d to measure on."
            .formatted(source, all.get(0).size(), all.get(1).size(), all.get(2).size()),
        false,
        classes,
        all.get(0),
        all.get(1),
        all.get(2),
        sums);
  }
}
