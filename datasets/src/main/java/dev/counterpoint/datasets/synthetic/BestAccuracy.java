package dev.counterpoint.datasets.synthetic;

import dev.counterpoint.datasets.random.RandomAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The best accuracy that anybody can reach on a {@link Mixture} from some of its modalities, who
 * knows every setting but not the kind of an example (the Bayes classifier), by Monte Carlo over
 * examples of the same distribution.
 *
 * <p>The fixed transformations can be undone, so they change none of it, but for the rounding of
 * float32, where tanh is near 1.
 *
 * @param modalities counted from 0, rising
 * @param accuracy the mean over examples of the largest probability of a class, 0 to 1
 * @param standardError of {@code accuracy}
 * @param byKind share of examples of each kind whose label the same classifier finds; NaN where a
 *     kind has no share
 */
public record BestAccuracy(
    List<Integer> modalities, double accuracy, double standardError, Map<String, Double> byKind) {

  /** Copies the collections. */
  public BestAccuracy {
    modalities = List.copyOf(modalities);
    byKind = Map.copyOf(byKind);
  }

  /** Of every non-empty subset of the modalities: single ones first, all together last. */
  public static List<BestAccuracy> ofAllSubsets(
      MixtureSettings settings, int draws, RandomAddress address) {
    List<BestAccuracy> all = new ArrayList<>();
    for (int size = 1; size <= settings.modalities(); size++) {
      for (int bits = 1; bits < 1 << settings.modalities(); bits++) {
        if (Integer.bitCount(bits) == size) {
          List<Integer> chosen = new ArrayList<>();
          for (int m = 0; m < settings.modalities(); m++) {
            if ((bits >> m & 1) == 1) {
              chosen.add(m);
            }
          }
          all.add(of(settings, chosen, draws, address));
        }
      }
    }
    return all;
  }

  /**
   * Of some modalities.
   *
   * @param modalities counted from 0, at least one
   * @param draws number of examples, at least 2; the error falls with its root
   * @throws IllegalArgumentException if there is no such modality, or fewer than 2 draws
   */
  public static BestAccuracy of(
      MixtureSettings settings, List<Integer> modalities, int draws, RandomAddress address) {
    boolean[] seen = new boolean[settings.modalities()];
    for (int m : modalities) {
      if (m < 0 || m >= seen.length) {
        throw new IllegalArgumentException(
            "modalities are 0 to %d, not %d".formatted(seen.length - 1, m));
      }
      seen[m] = true;
    }
    if (modalities.isEmpty() || draws < 2) {
      throw new IllegalArgumentException("at least one modality and 2 draws are needed");
    }
    return measure(settings, modalities, seen, draws, address.purpose("best-accuracy"));
  }

  private static BestAccuracy measure(
      MixtureSettings settings,
      List<Integer> modalities,
      boolean[] seen,
      int draws,
      RandomAddress address) {
    LatentMixture latent = new LatentMixture(settings);
    int[] kinds = KindCounts.shuffled(settings.kinds(), draws, address.purpose("kinds"));
    double sum = 0;
    double squares = 0;
    int[] found = new int[settings.kinds().size()];
    int[] drawn = new int[found.length];
    for (int i = 0; i < draws; i++) {
      SplittableRandom random = address.at(i).stream();
      LatentMixture.Example example = latent.draw(kinds[i], random);
      double[] posterior = latent.posterior(example.latents(), seen);
      int best = best(posterior, random);
      sum += posterior[best];
      squares += posterior[best] * posterior[best];
      drawn[kinds[i]]++;
      found[kinds[i]] += best == example.label() ? 1 : 0;
    }
    double mean = sum / draws;
    double error = Math.sqrt(Math.max(0, squares / draws - mean * mean) / draws);
    Map<String, Double> byKind = new LinkedHashMap<>();
    for (int kind = 0; kind < found.length; kind++) {
      byKind.put(settings.kinds().get(kind).name(), found[kind] / (double) drawn[kind]);
    }
    return new BestAccuracy(modalities, mean, error, byKind);
  }

  /** The most probable class; of equals any, for the first would always be right or wrong. */
  private static int best(double[] posterior, SplittableRandom random) {
    int best = random.nextInt(posterior.length);
    for (int y = 0; y < posterior.length; y++) {
      best = posterior[y] > posterior[best] + 1e-12 ? y : best;
    }
    return best;
  }
}
