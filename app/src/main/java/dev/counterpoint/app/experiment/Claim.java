package dev.counterpoint.app.experiment;

import java.util.Arrays;
import java.util.Objects;

/**
 * One figure of a paper or of ours, measured again, and whether it meets its target.
 *
 * @param id short and stable, for programs: {@code "multi.test"}
 * @param text for people: "multi-modal, test, reversed colours"
 * @param source where the number comes from: "Huang et al. 2024, Table 1"; empty if it is ours
 * @param unit of measured, standard error, paper and target: {@code "%"}; empty for a bare ratio
 * @param measured mean over the seeds; NaN if a seed gave no number
 * @param standardError of {@code measured}, same unit; null for one seed
 * @param n number of seeds
 * @param paper the number that the source prints; null if it prints none
 * @param target what must be met
 * @param verdict whether it is met
 */
public record Claim(
    String id,
    String text,
    String source,
    String unit,
    double measured,
    Double standardError,
    int n,
    Double paper,
    Target target,
    Verdict verdict) {

  /** Turns numbers that are not finite into NaN and null, which is what JSON can carry. */
  public Claim {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(verdict, "verdict");
    SampleMean mean = new SampleMean(measured, standardError, n);
    measured = mean.mean();
    standardError = mean.standardError();
    paper = paper != null && Double.isFinite(paper) ? paper : null;
  }

  /**
   * A claim about the mean: it holds if the mean over the seeds meets the target.
   *
   * @param perSeed one value per seed, in {@code unit}
   */
  public static Claim of(
      String id,
      String text,
      String source,
      String unit,
      double[] perSeed,
      Double paper,
      Target target) {
    SampleMean mean = SampleMean.of(perSeed);
    boolean holds = target.holds(mean.mean());
    return of(id, text, source, unit, mean, paper, target, holds);
  }

  /**
   * A claim about all seeds: it holds if each one meets the target. What is reported is still the
   * mean, so {@code text} should say "in every seed".
   *
   * @param perSeed one value per seed, in {@code unit}
   */
  public static Claim ofEverySeed(
      String id,
      String text,
      String source,
      String unit,
      double[] perSeed,
      Double paper,
      Target target) {
    SampleMean mean = SampleMean.of(perSeed);
    boolean holds = Arrays.stream(perSeed).allMatch(target::holds);
    return of(id, text, source, unit, mean, paper, target, holds);
  }

  /** Mean, standard error and n together. */
  public SampleMean mean() {
    return new SampleMean(measured, standardError, n);
  }

  private static Claim of(
      String id,
      String text,
      String source,
      String unit,
      SampleMean mean,
      Double paper,
      Target target,
      boolean holds) {
    return new Claim(
        id,
        text,
        source,
        unit,
        mean.mean(),
        mean.standardError(),
        mean.n(),
        paper,
        target,
        holds ? Verdict.HOLDS : Verdict.FALLS_SHORT);
  }
}
