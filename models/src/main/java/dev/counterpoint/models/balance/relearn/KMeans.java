package dev.counterpoint.models.balance.relearn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * K-means by Lloyd's iterations from centres that are drawn far apart (Arthur and Vassilvitskii
 * 2007, "k-means++: The Advantages of Careful Seeding"), the best of some starts. The same points
 * and address give the same clusters.
 */
final class KMeans {

  /** As in scikit-learn where it was used. */
  private static final int STARTS = 10;

  private static final int MOST_ITERATIONS = 100;

  private final NDArray points;
  private final NDArray squares;
  private final int k;

  private KMeans(NDArray points, int k) {
    this.points = points;
    this.squares = points.mul(points).sum(new int[] {1});
    this.k = k;
  }

  private record Clustering(int[] clusters, double inertia) {}

  /**
   * The cluster of each point; reads from the device.
   *
   * @param points {@code (N, F)} float32, finite
   * @param k number of clusters, at least 1
   * @param manager owner of what is made on the way
   * @return N numbers in {@code 0 .. k - 1}
   */
  static int[] clusters(NDArray points, int k, RandomAddress address, NDManager manager) {
    if (points.getShape().get(0) == 0) {
      return new int[0];
    }
    try (NDManager scratch = manager.newSubManager()) {
      NDArray own = points.duplicate();
      own.attach(scratch);
      KMeans search = new KMeans(own, k);
      Clustering best = null;
      for (int start = 0; start < STARTS; start++) {
        Clustering found = search.from(address.at(start).stream());
        best = best == null || found.inertia < best.inertia ? found : best;
      }
      return best.clusters;
    }
  }

  private Clustering from(SplittableRandom random) {
    try (NDManager scratch = points.getManager().newSubManager()) {
      NDArray centers = seeds(random);
      centers.attach(scratch);
      int[] before = null;
      for (int i = 0; ; i++) {
        try (NDScope scope = new NDScope()) {
          scope.suppressNotUsedWarning();
          NDArray distances = distances(centers);
          NDArray nearest = distances.argMin(1);
          int[] clusters = Arrays.stream(nearest.toLongArray()).mapToInt(c -> (int) c).toArray();
          if (i == MOST_ITERATIONS || Arrays.equals(clusters, before)) {
            return new Clustering(clusters, sum(distances.min(new int[] {1}).toFloatArray()));
          }
          before = clusters;
          centers.set(new NDIndex("..."), means(nearest, centers));
        }
      }
    }
  }

  /** Squared distances, {@code (N, k)}. */
  private NDArray distances(NDArray centers) {
    NDArray lengths = centers.mul(centers).sum(new int[] {1}).reshape(1, -1);
    NDArray products = points.matMul(centers.transpose());
    return products.add(products).neg().add(lengths).add(squares.reshape(-1, 1));
  }

  /** Means of the points of each cluster; an empty one stays where it is. */
  private NDArray means(NDArray nearest, NDArray centers) {
    NDArray members = nearest.oneHot(k, DataType.FLOAT32);
    NDArray counts = members.sum(new int[] {0}).reshape(-1, 1); // (k, 1)
    NDArray one = counts.onesLike();
    NDArray means = members.transpose().matMul(points).div(counts.maximum(one));
    NDArray filled = counts.minimum(one);
    return means.mul(filled).add(centers.mul(one.sub(filled)));
  }

  /**
   * Centres among the points, {@code (k, F)}, each drawn by its squared distance from the others.
   */
  private NDArray seeds(SplittableRandom random) {
    int n = (int) points.getShape().get(0);
    double[] away = new double[n];
    Arrays.fill(away, 1);
    long[] chosen = new long[k];
    for (int i = 0; i < k; i++) {
      chosen[i] = draw(away, random);
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        NDArray center = points.get(new NDIndex("%d:%d".formatted(chosen[i], chosen[i] + 1)));
        NDArray apart = points.sub(center);
        float[] squared = apart.mul(apart).sum(new int[] {1}).toFloatArray();
        for (int j = 0; j < n; j++) {
          away[j] = i == 0 ? squared[j] : Math.min(away[j], squared[j]);
        }
      }
    }
    NDArray indices = points.getManager().create(chosen, new Shape(k));
    return points.get(indices);
  }

  private static int draw(double[] weights, SplittableRandom random) {
    double total = Arrays.stream(weights).sum();
    if (!(total > 0)) {
      return random.nextInt(weights.length);
    }
    double at = random.nextDouble() * total;
    int last = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        at -= weights[i];
        if (at < 0) {
          break;
        }
      }
    }
    return last;
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }
}
