package dev.counterpoint.datasets.captioned.split;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A set of pictures in parts, none of which has a picture of another.
 *
 * <p>Parts are called {@value #TRAIN}, {@value #VALIDATION}, {@value #TEST}, or whatever a file
 * calls them.
 */
public final class PictureSplit {

  /** The part that is trained on. */
  public static final String TRAIN = "train";

  /** The part that choices are made with. */
  public static final String VALIDATION = "validation";

  /** The part that results are measured on. */
  public static final String TEST = "test";

  private final Map<String, int[]> parts;
  private final int leftOut;

  /**
   * Creates a split.
   *
   * @param parts indices of each part, ascending
   * @param leftOut number of pictures in no part
   */
  PictureSplit(Map<String, int[]> parts, int leftOut) {
    this.parts = new LinkedHashMap<>(parts);
    this.leftOut = leftOut;
  }

  /** The names of the parts, in their order. */
  public Set<String> names() {
    return Set.copyOf(parts.keySet());
  }

  /** Whether there is a part of this name. */
  public boolean has(String name) {
    return parts.containsKey(name);
  }

  /**
   * Indices of the pictures of a part, ascending.
   *
   * @throws SplitException if there is no such part
   */
  public int[] part(String name) {
    int[] indices = parts.get(name);
    if (indices == null) {
      throw new SplitException(
          "there is no part \"%s\"; there are %s".formatted(name, List.copyOf(parts.keySet())), "");
    }
    return indices.clone();
  }

  /** Number of pictures in no part. */
  public int leftOut() {
    return leftOut;
  }

  /** The parts with their sizes, for people. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    parts.forEach((name, indices) -> text.append(name + " " + indices.length + ", "));
    return text.append("left out ").append(leftOut).toString();
  }

  /** Makes a split of the part that each picture belongs to; null for none. */
  static PictureSplit of(String[] partOfEach, Iterable<String> names) {
    Map<String, int[]> parts = new LinkedHashMap<>();
    int taken = 0;
    for (String name : names) {
      int[] indices = new int[partOfEach.length];
      int count = 0;
      for (int i = 0; i < partOfEach.length; i++) {
        if (name.equals(partOfEach[i])) {
          indices[count++] = i;
        }
      }
      parts.put(name, Arrays.copyOf(indices, count));
      taken += count;
    }
    return new PictureSplit(parts, partOfEach.length - taken);
  }
}
