package dev.counterpoint.datasets.synthetic;

import dev.counterpoint.datasets.synthetic.MixtureKind.Carriage;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a {@link Mixture} is to be. The paper (Kontras et al. 2024, sec. 4.1) states the number of
 * classes and the kinds; the numbers of everything else are in an appendix that we do not have, and
 * so are settings.
 *
 * @param classes 2 to 1,000; 5 in the paper
 * @param kinds of examples, with shares that sum to 1; names differ
 * @param latentDimension L, numbers of the latent vector of a modality, 1 to 1,000
 * @param outputDimension D, numbers of what a modality shows, {@code latentDimension} to 100,000:
 *     nothing of the latent vector is lost
 * @param strength how far the classes of each modality are from no class, at least 0; one for each
 *     modality, 2 to 8 of them
 * @param noise standard deviation sigma of each latent number, above 0; 1 in the paper
 * @param signal what of a label is added to the noise
 * @param nonlinearity what follows the fixed linear map
 * @param transformationSeed what the fixed transformations are drawn from, and nothing else
 * @param train number of examples to train on, at least 1
 * @param validation number of examples to choose by, at least 1
 * @param test number of examples to measure on, at least 1
 */
public record MixtureSettings(
    int classes,
    List<MixtureKind> kinds,
    int latentDimension,
    int outputDimension,
    List<Double> strength,
    double noise,
    Signal signal,
    Nonlinearity nonlinearity,
    long transformationSeed,
    int train,
    int validation,
    int test) {

  private static final int MOST_MODALITIES = 8;

  /** What of a label is added to the noise of a modality. */
  public enum Signal {
    /**
     * {@code strength} at the latent number that has the class's index: all classes equally far.
     */
    ONE_HOT,
    /**
     * {@code strength * (class - (classes - 1) / 2)} at every latent number, "X = N + Y" read to
     * the letter but for the centre: neighbouring classes are close, the first and last far.
     */
    SCALAR
  }

  /** What follows the fixed linear map; either can be undone, so that nothing is lost. */
  public enum Nonlinearity {
    /** Nothing. */
    NONE,
    /** The hyperbolic tangent. */
    TANH
  }

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if a setting is out of its range; names it
   */
  public MixtureSettings {
    kinds = List.copyOf(kinds);
    strength = List.copyOf(strength);
    int modalities = strength.size();
    check(classes >= 2 && classes <= 1_000, "classes must be 2 to 1000", classes);
    check(
        modalities >= 2 && modalities <= MOST_MODALITIES,
        "strength must have 2 to 8 numbers, one for each modality",
        strength);
    check(
        strength.stream().allMatch(s -> s >= 0 && s <= 1e6),
        "strength must be 0 to 1,000,000",
        strength);
    check(
        kinds.stream().map(MixtureKind::name).distinct().count() == kinds.size(),
        "kinds must have names that differ",
        kinds);
    for (MixtureKind kind : kinds) {
      check(
          kind.modalities().get(kind.modalities().size() - 1) < modalities,
          "kinds must be of the %d modalities that have a strength".formatted(modalities),
          kind);
    }
    double sum = kinds.stream().mapToDouble(MixtureKind::share).sum();
    check(Math.abs(sum - 1) < 1e-9, "the shares of the kinds must sum to 1", sum);
    check(
        latentDimension >= 1 && latentDimension <= 1_000,
        "latentDimension must be 1 to 1000",
        latentDimension);
    check(
        signal != Signal.ONE_HOT || latentDimension >= classes,
        "latentDimension must be at least the number of classes, %d".formatted(classes),
        latentDimension);
    check(
        outputDimension >= latentDimension && outputDimension <= 100_000,
        "outputDimension must be latentDimension to 100,000",
        outputDimension);
    check(noise > 0 && noise <= 1e6, "noise must be above 0, at most 1,000,000", noise);
    check(
        Math.min(train, Math.min(validation, test)) >= 1,
        "train, validation and test must be at least 1",
        List.of(train, validation, test));
  }

  /**
   * Two modalities: 5 classes, L = 16, D = 200, strength 4, noise 1, one-hot, linear, 10,000 /
   * 2,000 / 5,000 examples.
   *
   * @param shared share of examples whose label each modality shows
   * @param unique1 share of those whose label only the first shows
   * @param unique2 share of those whose label only the second shows
   * @param synergistic share of those whose label only both together show
   */
  public static MixtureSettings two(
      double shared, double unique1, double unique2, double synergistic) {
    return standard(
        2,
        List.of(
            new MixtureKind("shared", List.of(0, 1), Carriage.EACH, shared),
            new MixtureKind("unique1", List.of(0), Carriage.EACH, unique1),
            new MixtureKind("unique2", List.of(1), Carriage.EACH, unique2),
            new MixtureKind("synergistic", List.of(0, 1), Carriage.TOGETHER, synergistic)));
  }

  /**
   * Three modalities, otherwise as {@link #two}; shared is by all three, and synergy takes all
   * three.
   */
  public static MixtureSettings three(
      double shared, double unique1, double unique2, double unique3, double synergistic) {
    List<Integer> all = List.of(0, 1, 2);
    return standard(
        3,
        List.of(
            new MixtureKind("shared", all, Carriage.EACH, shared),
            new MixtureKind("unique1", List.of(0), Carriage.EACH, unique1),
            new MixtureKind("unique2", List.of(1), Carriage.EACH, unique2),
            new MixtureKind("unique3", List.of(2), Carriage.EACH, unique3),
            new MixtureKind("synergistic", all, Carriage.TOGETHER, synergistic)));
  }

  private static MixtureSettings standard(int modalities, List<MixtureKind> kinds) {
    List<Double> strength = IntStream.range(0, modalities).mapToObj(m -> 4.0).toList();
    return new MixtureSettings(
        5, kinds, 16, 200, strength, 1, Signal.ONE_HOT, Nonlinearity.NONE, 1, 10_000, 2_000, 5_000);
  }

  /** Number of modalities, M. */
  public int modalities() {
    return strength.size();
  }

  /** The same with other numbers of examples. */
  public MixtureSettings withSizes(int train, int validation, int test) {
    return new MixtureSettings(
        classes,
        kinds,
        latentDimension,
        outputDimension,
        strength,
        noise,
        signal,
        nonlinearity,
        transformationSeed,
        train,
        validation,
        test);
  }

  /** The same with other strengths, one for each modality. */
  public MixtureSettings withStrength(Double... strengths) {
    return new MixtureSettings(
        classes,
        kinds,
        latentDimension,
        outputDimension,
        List.of(strengths),
        noise,
        signal,
        nonlinearity,
        transformationSeed,
        train,
        validation,
        test);
  }

  private static void check(boolean holds, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException("mixture: %s, not %s".formatted(expected, found));
    }
  }
}
