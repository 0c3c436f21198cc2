package dev.counterpoint.datasets.captioned;

import java.util.List;
import java.util.Map;

/**
 * What is said of a picture.
 *
 * @param captions at least one; none is blank or holds a NUL
 * @param fields what else the source says, by name, such as {@code group -> animals-nature}
 */
public record Description(List<String> captions, Map<String, String> fields) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there is no caption
   */
  public Description {
    captions = List.copyOf(captions);
    fields = Map.copyOf(fields);
    if (captions.isEmpty()) {
      throw new IllegalArgumentException("a description needs a caption");
    }
  }
}
