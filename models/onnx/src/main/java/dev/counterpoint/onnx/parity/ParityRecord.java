package dev.counterpoint.onnx.parity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was found when an exported model ran beside its block.
 *
 * @param cases the inputs that both ran on
 * @param tolerance the largest difference allowed, absolute where the block's value is below 1 and
 *     relative to it above
 * @param seed of the random inputs
 * @param opset of the model
 * @param versions of what ran, by name
 */
public record ParityRecord(
    List<Case> cases, double tolerance, long seed, int opset, Map<String, String> versions) {

  /**
   * One set of inputs.
   *
   * @param inputs what they were: {@code random} or {@code sample 2}
   * @param sizes of the dynamic axes, by name
   * @param largestAbsolute the largest absolute difference over all outputs
   * @param largestRelative the largest difference relative to the block's value, where that is not
   *     0
   * @param note what else was seen, or an empty text
   */
  public record Case(
      String inputs,
      Map<String, Long> sizes,
      double largestAbsolute,
      double largestRelative,
      String note) {

    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("inputs", inputs);
      map.put("sizes", sizes);
      map.put("largestAbsolute", largestAbsolute);
      map.put("largestRelative", largestRelative);
      map.put("note", note);
      return map;
    }
  }

  /** The largest absolute difference over all cases. */
  public double largestAbsolute() {
    return cases.stream().mapToDouble(Case::largestAbsolute).max().orElse(0);
  }

  /** The largest relative difference over all cases. */
  public double largestRelative() {
    return cases.stream().mapToDouble(Case::largestRelative).max().orElse(0);
  }

  /** The record as maps, lists, numbers and texts, ready for any JSON writer. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("largestAbsolute", largestAbsolute());
    map.put("largestRelative", largestRelative());
    map.put("tolerance", tolerance);
    map.put("seed", seed);
    map.put("opset", opset);
    map.put("versions", versions);
    map.put("cases", cases.stream().map(Case::toMap).toList());
    return map;
  }
}
