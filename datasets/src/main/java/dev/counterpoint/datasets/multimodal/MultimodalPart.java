package dev.counterpoint.datasets.multimodal;

import dev.counterpoint.datasets.Modality;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * N labeled examples with the same modalities: those that are trained on, chosen by, or measured
 * on.
 *
 * @param arrays one of each modality, in the data set's order
 * @param labels {@code (N)} classes, from 0
 */
public record MultimodalPart(List<ModalityArray> arrays, int[] labels) {

  /**
   * Copies the list, not the arrays.
   *
   * @throws IllegalArgumentException if a modality comes twice, or numbers of examples differ
   */
  public MultimodalPart {
    arrays = List.copyOf(arrays);
    if (arrays.stream().map(array -> array.modality().name()).distinct().count() < arrays.size()) {
      throw new IllegalArgumentException(
          "a modality comes twice among " + arrays.stream().map(a -> a.modality().name()).toList());
    }
    for (ModalityArray array : arrays) {
      if (array.size() != labels.length) {
        throw new IllegalArgumentException(
            "modality %s: expected %d examples, one for each label, found %d"
                .formatted(array.modality().name(), labels.length, array.size()));
      }
    }
  }

  /** Number of examples, N. */
  public int size() {
    return labels.length;
  }

  /** The modalities, in the data set's order. */
  public List<Modality> modalities() {
    return arrays.stream().map(ModalityArray::modality).toList();
  }

  /**
   * The array of one modality.
   *
   * @throws IllegalArgumentException if there is none of this name; the text names those there are
   */
  public ModalityArray array(String modality) {
    return arrays.stream()
        .filter(array -> array.modality().name().equals(modality))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no modality '%s', only %s"
                        .formatted(modality, modalities().stream().map(Modality::name).toList())));
  }

  /**
   * The same examples with some of the modalities, in the data set's order; nothing is copied.
   *
   * @throws IllegalArgumentException if there is none, or none of a name
   */
  public MultimodalPart only(List<String> names) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("a subset of no modality; expected at least one");
    }
    names.forEach(this::array);
    return new MultimodalPart(
        arrays.stream().filter(array -> names.contains(array.modality().name())).toList(), labels);
  }

  /**
   * Some examples, copied.
   *
   * @param rows indices in {@code 0 .. size() - 1}
   */
  public MultimodalPart rows(int[] rows) {
    return new MultimodalPart(
        arrays.stream().map(array -> array.rows(rows)).toList(),
        Arrays.stream(rows).map(row -> labels[row]).toArray());
  }

  /** The first examples; all where there are fewer. */
  public MultimodalPart first(int count) {
    return count >= size() ? this : rows(IntStream.range(0, count).toArray());
  }
}
