package dev.counterpoint.datasets.features;

import java.util.HashSet;
import java.util.List;

/**
 * Which arrays of a feature data set are what.
 *
 * @param modalities arrays that are modalities, in this order; empty: all but labels and split, by
 *     name
 * @param labels the array of the labels
 * @param labelRule from numbers to classes
 * @param classes names of the classes, at least 2; empty: as many as there are, by number
 * @param split of a single file: the array with the part of each example, 0 to train on, 1 to
 *     choose by, 2 to measure on; where there is none of this name, the parts follow from hashes
 * @param validationShare of a single file without such an array: above 0
 * @param testShare likewise; below 1 with the other
 * @param standardise whether each float feature is brought to mean 0 and deviation 1, as measured
 *     on the examples to train on
 */
public record FeatureSettings(
    List<String> modalities,
    String labels,
    LabelRule labelRule,
    List<String> classes,
    String split,
    double validationShare,
    double testShare,
    boolean standardise) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if a modality is named twice or is the labels or the split, a
   *     name is blank, a class is alone, or a share is out of its range
   */
  public FeatureSettings {
    modalities = List.copyOf(modalities);
    classes = List.copyOf(classes);
    HashSet<String> names = new HashSet<>(List.of(labels));
    if (labels.isBlank() || split.isBlank() || !names.add(split)) {
      throw new IllegalArgumentException(
          "labels and split must be names that differ, not '%s' and '%s'".formatted(labels, split));
    }
    for (String modality : modalities) {
      if (modality.isBlank() || !names.add(modality)) {
        throw new IllegalArgumentException(
            "modality '%s' is blank, named twice, or named as labels or split".formatted(modality));
      }
    }
    boolean two = labelRule == LabelRule.POSITIVE;
    if (!classes.isEmpty() && (two ? classes.size() != 2 : classes.size() < 2)) {
      throw new IllegalArgumentException(
          "there must be %s names of classes, not %s".formatted(two ? "2" : "2 or more", classes));
    }
    if (!(validationShare > 0 && testShare > 0 && validationShare + testShare < 1)) {
      throw new IllegalArgumentException(
          "validationShare and testShare must be above 0, and below 1 together, not %s and %s"
              .formatted(validationShare, testShare));
    }
  }

  /**
   * All arrays but {@code labels} and {@code split} are modalities, labels are classes, 15 % to
   * choose by and 15 % to measure on, not standardised.
   */
  public static FeatureSettings standard() {
    return new FeatureSettings(
        List.of(), "labels", LabelRule.CLASSES, List.of(), "split", 0.15, 0.15, false);
  }

  /** The same with these modalities only. */
  public FeatureSettings withModalities(String... names) {
    return new FeatureSettings(
        List.of(names), labels, labelRule, classes, split, validationShare, testShare, standardise);
  }

  /** The same with another rule for labels. */
  public FeatureSettings withLabelRule(LabelRule rule) {
    return new FeatureSettings(
        modalities, labels, rule, classes, split, validationShare, testShare, standardise);
  }

  /** The same with features standardised. */
  public FeatureSettings standardised() {
    return new FeatureSettings(
        modalities, labels, labelRule, classes, split, validationShare, testShare, true);
  }
}
