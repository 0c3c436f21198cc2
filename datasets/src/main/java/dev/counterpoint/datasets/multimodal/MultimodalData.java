package dev.counterpoint.datasets.multimodal;

import dev.counterpoint.datasets.Modality;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A data set for fusion: labeled examples with several modalities, split.
 *
 * @param name as it stands in reports
 * @param explanation what was found where, or how it is made; for the person who waits
 * @param drawn whether the program made it in the place of real data
 * @param classes names of the classes, in the order of their numbers; at least two
 * @param train what is trained on
 * @param validation what settings and the best step are chosen by
 * @param test what is measured on, once
 * @param fingerprints SHA-256 of what it was made of, by name: of files, or of generators' settings
 */
public record MultimodalData(
    String name,
    String explanation,
    boolean drawn,
    List<String> classes,
    MultimodalPart train,
    MultimodalPart validation,
    MultimodalPart test,
    Map<String, String> fingerprints) {

  /**
   * Copies list and map.
   *
   * @throws IllegalArgumentException if the parts differ in their modalities, or a label has no
   *     class
   */
  public MultimodalData {
    classes = List.copyOf(classes);
    fingerprints = Map.copyOf(new TreeMap<>(fingerprints));
    for (MultimodalPart part : List.of(train, validation, test)) {
      if (!part.modalities().equals(train.modalities())) {
        throw new IllegalArgumentException(
            "the parts differ in their modalities: %s and %s"
                .formatted(train.modalities(), part.modalities()));
      }
      for (int label : part.labels()) {
        if (label < 0 || label >= classes.size()) {
          throw new IllegalArgumentException(
              "label %d has no class; there are %d".formatted(label, classes.size()));
        }
      }
    }
  }

  /**
   * The same with some of the modalities.
   *
   * @throws IllegalArgumentException if there is none, or none of a name
   */
  public MultimodalData only(List<String> names) {
    return with(train.only(names), validation.only(names), test.only(names));
  }

  /** The same with other examples. */
  public MultimodalData with(
      MultimodalPart otherTrain, MultimodalPart otherValidation, MultimodalPart otherTest) {
    return new MultimodalData(
        name, explanation, drawn, classes, otherTrain, otherValidation, otherTest, fingerprints);
  }

  /** The modalities, in their order. */
  public List<Modality> modalities() {
    return train.modalities();
  }
}
