package dev.counterpoint.app.cli;

import picocli.CommandLine.Option;

/** What a person may change of towers that keep agreement and disagreement. */
public final class TowerOptions {

  @Option(
      names = "--width",
      paramLabel = "N",
      defaultValue = "16",
      description = "Numbers of a modality's representation, even. Default: 16.")
  private int width;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "20",
      description = "Passes over the examples that towers learn from. Default: 20.")
  private int epochs;

  @Option(
      names = "--noise",
      paramLabel = "X",
      defaultValue = "0.3",
      description = "Deviation of what makes views, in deviations of each number. Default: 0.3.")
  private double noise;

  @Option(
      names = "--condition-scale",
      paramLabel = "X",
      defaultValue = "10",
      description =
          "Of the kernel that weights negatives: the larger, the nearer in the other modality, and"
              + " the fewer. Default: 10.")
  private double conditionScale;

  /** Created by picocli. */
  public TowerOptions() {}

  /** Numbers of a modality's representation. */
  public int width() {
    return width;
  }

  /** Passes over the examples. */
  public int epochs() {
    return epochs;
  }

  /** Of views. */
  public double noise() {
    return noise;
  }

  /** Of the kernel. */
  public double conditionScale() {
    return conditionScale;
  }
}
