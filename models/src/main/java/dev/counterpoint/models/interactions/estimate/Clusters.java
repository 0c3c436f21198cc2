package dev.counterpoint.models.interactions.estimate;

import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.probe.FeatureMatrix;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * K-means: Lloyd's iterations from centres that are drawn far apart (Arthur and Vassilvitskii 2007,
 * "k-means++: The Advantages of Careful Seeding"), the best of some starts, in double precision on
 * the host. The same features and address give the same clusters.
 *
 * <p>The number of a cluster takes the place of a symbol. What is told of the label within a
 * cluster is lost, so with few clusters information is too small; with many, its estimate is too
 * large, see {@link Interval#bias}.
 */
public final class Clusters {

  private static final int STARTS = 4;
  private static final int MOST_ITERATIONS = 100;

  private final double[][] centres;

  private Clusters(double[][] centres) {
    this.centres = centres;
  }

  /**
   * Finds clusters.
   *
   * @param features {@code (N, D)}
   * @param count number of clusters, at least 1
   * @throws ClusterCountException if there are fewer different examples than clusters
   */
  public static Clusters fit(FeatureMatrix features, int count, RandomAddress address) {
    int different = different(features, count);
    if (count < 1 || different < count) {
      throw new ClusterCountException(count, features.rows(), different);
    }
    Clusters best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int start = 0; start < STARTS; start++) {
      Clusters found = new Clusters(seeds(features, count, address.at(start).stream()));
      double inertia = found.iterate(features);
      if (best == null || inertia < least) {
        best = found;
        least = inertia;
      }
    }
    return best;
  }

  /** Counts different rows; no further than it must to allow the clusters. */
  private static int different(FeatureMatrix features, int enough) {
    Set<String> seen = new HashSet<>();
    for (int row = 0; row < features.rows() && seen.size() < Math.max(2, enough); row++) {
      int from = row * features.columns();
      seen.add(
          Arrays.toString(Arrays.copyOfRange(features.values(), from, from + features.columns())));
    }
    return seen.size();
  }

  /** Number of clusters. */
  public int count() {
    return centres.length;
  }

  /**
   * The cluster of each example, that of the nearest centre.
   *
   * @param features {@code (N, D)}
   * @return N numbers in {@code 0 .. count() - 1}
   * @throws IllegalArgumentException if D is not that of the features that it was found on
   */
  public int[] of(FeatureMatrix features) {
    if (features.columns() != centres[0].length) {
      throw new IllegalArgumentException(
          "clusters of %d features, these examples have %d"
              .formatted(centres[0].length, features.columns()));
    }
    int[] clusters = new int[features.rows()];
    Arrays.setAll(clusters, row -> nearest(features, row));
    return clusters;
  }

  private static double[][] seeds(FeatureMatrix features, int count, SplittableRandom random) {
    double[][] centres = new double[count][];
    double[] distance = new double[features.rows()];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    int chosen = random.nextInt(features.rows());
    for (int k = 0; k < count; k++) {
      centres[k] = row(features, chosen);
      double sum = 0;
      for (int n = 0; n < distance.length; n++) {
        distance[n] = Math.min(distance[n], squaredDistance(features, n, centres[k]));
        sum += distance[n];
      }
      double left = random.nextDouble() * sum;
      chosen = 0;
      // The last one that is not a centre already, should rounding leave something over.
      for (int n = 0; n < distance.length && left >= 0; n++) {
        if (distance[n] > 0) {
          chosen = n;
          left -= distance[n];
        }
      }
    }
    return centres;
  }

  /** Until no example changes its cluster; the sum of squared distances. */
  private double iterate(FeatureMatrix features) {
    int[] clusters = of(features);
    for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
      move(features, clusters);
      int[] next = of(features);
      if (Arrays.equals(next, clusters)) {
        break;
      }
      clusters = next;
    }
    double inertia = 0;
    for (int n = 0; n < clusters.length; n++) {
      inertia += squaredDistance(features, n, centres[clusters[n]]);
    }
    return inertia;
  }

  /** Each centre to the mean of its examples; one without examples stays. */
  private void move(FeatureMatrix features, int[] clusters) {
    double[][] sums = new double[centres.length][features.columns()];
    int[] counts = new int[centres.length];
    for (int n = 0; n < clusters.length; n++) {
      counts[clusters[n]]++;
      for (int d = 0; d < features.columns(); d++) {
        sums[clusters[n]][d] += features.at(n, d);
      }
    }
    for (int k = 0; k < centres.length; k++) {
      for (int d = 0; d < features.columns() && counts[k] > 0; d++) {
        centres[k][d] = sums[k][d] / counts[k];
      }
    }
  }

  private int nearest(FeatureMatrix features, int row) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < centres.length; k++) {
      double distance = squaredDistance(features, row, centres[k]);
      if (distance < least) {
        least = distance;
        best = k;
      }
    }
    return best;
  }

  private static double[] row(FeatureMatrix features, int row) {
    double[] values = new double[features.columns()];
    Arrays.setAll(values, column -> features.at(row, column));
    return values;
  }

  private static double squaredDistance(FeatureMatrix features, int row, double[] centre) {
    float[] values = features.values();
    int from = row * centre.length;
    double sum = 0;
    for (int d = 0; d < centre.length; d++) {
      double difference = values[from + d] - centre[d];
      sum += difference * difference;
    }
    return sum;
  }
}
