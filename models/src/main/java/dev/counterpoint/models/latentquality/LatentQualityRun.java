package dev.counterpoint.models.latentquality;

import dev.counterpoint.datasets.random.RandomAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Empirical risk minimisers over every subset of the modalities of one draw (Huang et al. 2021).
 * Latents are linear maps of the subset to as many numbers as the true one has, heads linear maps
 * from there to the label, the loss is the squared error: so the minimiser is reduced-rank
 * regression, in closed form, and population risk and latent quality need no further examples. The
 * terms of the paper's theorem 1 are those of the clipped squared error, see {@link BoundedRisk}.
 *
 * @param settings of the family
 * @param examples m that all subsets learn from
 * @param seed of all that is drawn; the family of a seed is the same for every m
 */
public record LatentQualityRun(LatentQualitySettings settings, int examples, long seed) {

  /** Keeps the normal equations of fewer examples than numbers solvable: nearly minimum norm. */
  private static final double RIDGE = 1e-6;

  /**
   * Checks the number of examples.
   *
   * @throws IllegalArgumentException if it is below 2
   */
  public LatentQualityRun {
    if (examples < 2) {
      throw new IllegalArgumentException("expected at least 2 examples, found " + examples);
    }
  }

  /** Of every subset but the empty one, in the order of their numbers as bits. */
  public List<SubsetQuality> run() {
    RandomAddress random = RandomAddress.seed(seed).purpose("latent-quality");
    double[][] truth = truth(random);
    double[][] inputs =
        gaussian(random.purpose("inputs").at(examples).stream(), examples, settings.inputs());
    double[][] labels = Matrices.times(inputs, Matrices.transposed(truth));
    SplittableRandom noise = random.purpose("noise").at(examples).stream();
    for (double[] label : labels) {
      for (int k = 0; k < label.length; k++) {
        label[k] += settings.noise() * noise.nextGaussian();
      }
    }
    ClippedError loss =
        ClippedError.of(
            truth, settings.noise(), random.purpose("clipped").stream(), settings.outputs());
    List<SubsetQuality> all = new ArrayList<>();
    for (int bits = 1; bits < 1 << settings.modalities(); bits++) {
      all.add(learn(bits, inputs, labels, truth, loss));
    }
    return all;
  }

  /** The label's dependence on all inputs, outputs x inputs. */
  private double[][] truth(RandomAddress random) {
    int inputs = settings.inputs();
    double[][] latent = gaussian(random.purpose("latent").stream(), settings.latent(), inputs);
    int column = 0;
    for (int k = 0; k < settings.modalities(); k++) {
      double scale = settings.strengths().get(k) / Math.sqrt(settings.dimensions().get(k));
      for (int i = 0; i < settings.dimensions().get(k); i++, column++) {
        for (double[] row : latent) {
          row[column] *= scale;
        }
      }
    }
    double[][] head =
        gaussian(random.purpose("head").stream(), settings.outputs(), settings.latent());
    return Matrices.times(head, latent);
  }

  private SubsetQuality learn(
      int bits, double[][] inputs, double[][] labels, double[][] truth, ClippedError loss) {
    List<Integer> modalities = new ArrayList<>();
    List<Integer> columns = new ArrayList<>();
    int column = 0;
    for (int k = 0; k < settings.modalities(); k++) {
      boolean in = (bits >> k & 1) == 1;
      if (in) {
        modalities.add(k);
      }
      for (int i = 0; i < settings.dimensions().get(k); i++, column++) {
        if (in) {
          columns.add(column);
        }
      }
    }
    double[][] seen = Matrices.columns(inputs, columns);
    double[][] ofSeen = Matrices.columns(truth, columns);
    double unseen = Matrices.squares(truth) - Matrices.squares(ofSeen);
    double[][] seenTransposed = Matrices.transposed(seen);
    double[][] full =
        Matrices.solve(
            Matrices.plusIdentity(Matrices.times(seenTransposed, seen), RIDGE * examples),
            Matrices.times(seenTransposed, labels)); // inputs x outputs
    double[][] fitted = Matrices.times(seen, full);
    double[][] directions =
        Matrices.leading(
            Matrices.times(Matrices.transposed(fitted), fitted), settings.latent()); // q x r
    double[][] latent = Matrices.times(full, directions); // inputs x r
    double[][] learned =
        Matrices.times(directions, Matrices.transposed(latent)); // outputs x inputs
    double risk = unseen + Matrices.squares(Matrices.minus(ofSeen, learned));
    // Inputs are standard normal: the best head keeps the projection onto the latent's span.
    double[][] along = Matrices.times(ofSeen, latent);
    double[][] metric = Matrices.times(Matrices.transposed(latent), latent);
    double[][] weights =
        Matrices.transposed(Matrices.solve(metric, Matrices.transposed(along))); // outputs x r
    double kept = Matrices.trace(Matrices.times(along, Matrices.transposed(weights)));
    double eta = unseen + Math.max(0, Matrices.squares(ofSeen) - kept);
    double[][] best = Matrices.times(weights, Matrices.transposed(latent)); // outputs x inputs
    return new SubsetQuality(
        modalities, eta, risk, loss.risk(seen, labels, columns, learned, best));
  }

  private static double[][] gaussian(SplittableRandom random, int rows, int columns) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      for (int k = 0; k < columns; k++) {
        row[k] = random.nextGaussian();
      }
    }
    return values;
  }
}
