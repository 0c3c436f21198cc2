package dev.counterpoint.datasets.synthetic;

import java.util.List;

/**
 * What a {@link Pid} data set is to be.
 *
 * @param classes 2 to 1,000, at most a seventh of {@code size}
 * @param label how many latent numbers of each group make the label
 * @param latentDimension numbers of a group's latent vector; 5 in the original
 * @param groupDimension numbers that a group adds to a modality; 32 in the original
 * @param variance of each latent number, above 0; 1.5 in the original
 * @param dropout share of the label's numbers that are set to zero at random, 0 to below 1; 0.2 in
 *     the original
 * @param transformationSeed what the fixed maps are drawn from
 * @param size number of examples of all parts, at least 20; 20,000 in the original
 * @param validationShare above 0; 0.15 in the original
 * @param testShare above 0; 0.15 in the original; less than 1 with the other
 */
public record PidSettings(
    int classes,
    Label label,
    int latentDimension,
    int groupDimension,
    double variance,
    double dropout,
    long transformationSeed,
    int size,
    double validationShare,
    double testShare) {

  /**
   * How many latent numbers of each group, its first ones, make the label.
   *
   * @param of0 of the group that only modality 0 shows
   * @param of1 of the group that only modality 1 shows
   * @param of01 of the group that both show
   */
  public record Label(int of0, int of1, int of01) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is negative, or all are 0
     */
    public Label {
      if (Math.min(of0, Math.min(of1, of01)) < 0 || of0 + of1 + of01 == 0) {
        throw new IllegalArgumentException(
            "a label is made of at least one latent number, not of %d, %d and %d"
                .formatted(of0, of1, of01));
      }
    }
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a setting is out of its range; names it
   */
  public PidSettings {
    check(classes >= 2 && classes <= 1_000, "classes must be 2 to 1000", classes);
    check(
        latentDimension >= 1 && latentDimension <= 1_000,
        "latentDimension must be 1 to 1000",
        latentDimension);
    check(
        Math.max(label.of0, Math.max(label.of1, label.of01)) <= latentDimension,
        "a group gives the label at most its %d latent numbers".formatted(latentDimension),
        label);
    check(
        groupDimension >= 1 && groupDimension <= 100_000,
        "groupDimension must be 1 to 100,000",
        groupDimension);
    check(variance > 0 && variance <= 1e6, "variance must be above 0, to 1,000,000", variance);
    check(dropout >= 0 && dropout < 1, "dropout must be 0 to below 1", dropout);
    check(
        size >= 20 && size / 7 >= classes,
        "size must be at least 20, and 7 for each of the %d classes".formatted(classes),
        size);
    check(
        validationShare > 0 && testShare > 0 && validationShare + testShare < 1,
        "validationShare and testShare must be above 0, and below 1 together",
        List.of(validationShare, testShare));
  }

  /** Everything but the label as in the original, with 2 classes. */
  public static PidSettings of(Label label) {
    return new PidSettings(2, label, 5, 32, 1.5, 0.2, 1, 20_000, 0.15, 0.15);
  }

  /** The label is of the group that both modalities show. */
  public static PidSettings redundancy() {
    return of(new Label(0, 0, 5));
  }

  /** The label is of the group that only modality 0 shows. */
  public static PidSettings uniqueness0() {
    return of(new Label(5, 0, 0));
  }

  /** The label is of the group that only modality 1 shows. */
  public static PidSettings uniqueness1() {
    return of(new Label(0, 5, 0));
  }

  /**
   * The label is of both groups that one modality shows. The original calls it synergy; as a sum
   * makes the label, each modality tells a part of it on its own.
   */
  public static PidSettings synergy() {
    return of(new Label(5, 5, 0));
  }

  /** The same with another number of examples. */
  public PidSettings withSize(int examples) {
    return new PidSettings(
        classes,
        label,
        latentDimension,
        groupDimension,
        variance,
        dropout,
        transformationSeed,
        examples,
        validationShare,
        testShare);
  }

  /** The same with another number of classes. */
  public PidSettings withClasses(int number) {
    return new PidSettings(
        number,
        label,
        latentDimension,
        groupDimension,
        variance,
        dropout,
        transformationSeed,
        size,
        validationShare,
        testShare);
  }

  private static void check(boolean holds, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException("PID data: %s, not %s".formatted(expected, found));
    }
  }
}
