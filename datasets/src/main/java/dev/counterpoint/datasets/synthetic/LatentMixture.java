package dev.counterpoint.datasets.synthetic;

import dev.counterpoint.datasets.synthetic.MixtureKind.Carriage;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The latent part of a mixture: how an example is drawn, and what its numbers say of the label. */
final class LatentMixture {

  private final MixtureSettings settings;

  LatentMixture(MixtureSettings settings) {
    this.settings = settings;
  }

  /**
   * One example.
   *
   * @param label 0 to classes - 1
   * @param latents {@code (M, L)}
   */
  record Example(int label, double[][] latents) {}

  /** Draws an example of a kind; the label is uniform. */
  Example draw(int kindIndex, SplittableRandom random) {
    MixtureKind kind = settings.kinds().get(kindIndex);
    int label = random.nextInt(settings.classes());
    double[][] latents = new double[settings.modalities()][settings.latentDimension()];
    for (double[] latent : latents) {
      for (int l = 0; l < latent.length; l++) {
        latent[l] = settings.noise() * random.nextGaussian();
      }
    }
    int rest = label;
    List<Integer> carriers = kind.modalities();
    for (int i = 0; i < carriers.size(); i++) {
      int shown = label;
      if (kind.carriage() == Carriage.TOGETHER) {
        boolean last = i == carriers.size() - 1;
        shown = last ? rest : random.nextInt(settings.classes());
        rest = Math.floorMod(rest - shown, settings.classes());
      }
      add(latents[carriers.get(i)], carriers.get(i), shown);
    }
    return new Example(label, latents);
  }

  private void add(double[] latent, int modality, int shown) {
    double strength = settings.strength().get(modality);
    if (settings.signal() == MixtureSettings.Signal.ONE_HOT) {
      latent[shown] += strength;
    } else {
      for (int l = 0; l < latent.length; l++) {
        latent[l] += strength * centred(shown);
      }
    }
  }

  private double centred(int shown) {
    return shown - (settings.classes() - 1) / 2.0;
  }

  /**
   * The distribution of the label given some modalities.
   *
   * @param latents {@code (M, L)}
   * @param seen which modalities count
   * @return probabilities of the classes, of one who knows all settings but not the kind
   */
  double[] posterior(double[][] latents, boolean[] seen) {
    int classes = settings.classes();
    double[][] ratios = new double[latents.length][];
    for (int m = 0; m < latents.length; m++) {
      ratios[m] = seen[m] ? logRatios(latents[m], m) : new double[classes];
    }
    double[] joint = new double[classes];
    Arrays.fill(joint, Double.NEGATIVE_INFINITY);
    for (MixtureKind kind : settings.kinds()) {
      double[] own = logLikelihoods(kind, ratios);
      for (int y = 0; y < classes; y++) {
        joint[y] = logSum(joint[y], own[y] + Math.log(kind.share()));
      }
    }
    double all = Arrays.stream(joint).reduce(Double.NEGATIVE_INFINITY, LatentMixture::logSum);
    return Arrays.stream(joint).map(value -> Math.exp(value - all)).toArray();
  }

  /** log p(latents | label, kind) - log p(latents | pure noise), for each label. */
  private static double[] logLikelihoods(MixtureKind kind, double[][] ratios) {
    double[] likelihoods = null;
    for (int m : kind.modalities()) {
      if (likelihoods == null) {
        likelihoods = ratios[m].clone();
      } else if (kind.carriage() == Carriage.TOGETHER) {
        likelihoods = sumsModulo(likelihoods, ratios[m]);
      } else {
        for (int y = 0; y < likelihoods.length; y++) {
          likelihoods[y] += ratios[m][y];
        }
      }
    }
    return likelihoods;
  }

  /** Of two shown classes with these likelihoods, those of their sum, the first being uniform. */
  private static double[] sumsModulo(double[] first, double[] second) {
    double[] sums = new double[first.length];
    Arrays.fill(sums, Double.NEGATIVE_INFINITY);
    for (int a = 0; a < first.length; a++) {
      for (int b = 0; b < second.length; b++) {
        int y = (a + b) % sums.length;
        sums[y] = logSum(sums[y], first[a] + second[b] - Math.log(first.length));
      }
    }
    return sums;
  }

  /**
   * log(exp(a) + exp(b)), in logarithms throughout: strong signals are beyond what a double has.
   */
  private static double logSum(double a, double b) {
    double larger = Math.max(a, b);
    return larger == Double.NEGATIVE_INFINITY
        ? larger
        : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
  }

  /** log p(latent | class shown) - log p(latent | pure noise), for each class. */
  private double[] logRatios(double[] latent, int modality) {
    double strength = settings.strength().get(modality);
    double variance = settings.noise() * settings.noise();
    double[] ratios = new double[settings.classes()];
    double sum = 0;
    for (double z : latent) {
      sum += z;
    }
    for (int y = 0; y < ratios.length; y++) {
      boolean oneHot = settings.signal() == MixtureSettings.Signal.ONE_HOT;
      double mean = oneHot ? strength : strength * centred(y);
      double product = mean * (oneHot ? latent[y] : sum);
      double square = mean * mean * (oneHot ? 1 : latent.length);
      ratios[y] = (product - square / 2) / variance;
    }
    return ratios;
  }
}
