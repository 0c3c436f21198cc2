package dev.counterpoint.models.retrieval;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.models.probe.FeatureMatrix;

/** How embeddings fill their space. Rows are brought to length one first. */
public final class EmbeddingGeometry {

  private EmbeddingGeometry() {}

  /**
   * The modality gap: the distance between the centroids of two modalities, in [0, 2] (Liang et al.
   * 2022, "Mind the Gap: Understanding the Modality Gap in Multi-modal Contrastive Representation
   * Learning", section 4.2).
   *
   * @param first {@code (N, D)}
   * @param second {@code (M, D)}
   * @throws IllegalArgumentException if the widths differ, there is no row, or one has length zero
   */
  public static double modalityGap(FeatureMatrix first, FeatureMatrix second) {
    requireOneSpace(first, second);
    double[] one = centroid(UnitRows.of(first, "row"));
    double[] other = centroid(UnitRows.of(second, "row"));
    double squares = 0;
    for (int column = 0; column < one.length; column++) {
      squares += (one[column] - other[column]) * (one[column] - other[column]);
    }
    return Math.sqrt(squares);
  }

  /**
   * Alignment: the mean squared distance of partners, in [0, 4]; 0 is best (Wang and Isola 2020,
   * "Understanding Contrastive Representation Learning through Alignment and Uniformity on the
   * Hypersphere", equation 5 with alpha 2).
   *
   * @param first {@code (N, D)}
   * @param second {@code (N, D)}, row i the partner of row i of {@code first}
   * @throws IllegalArgumentException if the sizes differ, there is no row, or one has length zero
   */
  public static double alignment(FeatureMatrix first, FeatureMatrix second) {
    requireOneSpace(first, second);
    if (first.rows() != second.rows()) {
      throw new IllegalArgumentException(
          "%d and %d rows: expected pairs".formatted(first.rows(), second.rows()));
    }
    float[] one = UnitRows.of(first, "row").values();
    float[] other = UnitRows.of(second, "row").values();
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      double difference = (double) one[i] - other[i];
      sum += difference * difference;
    }
    return sum / first.rows();
  }

  /**
   * Uniformity: the logarithm of the mean of {@code exp(-2 |x - y|^2)} over all pairs of different
   * rows, in [-8, 0]; 0 where all are equal (Wang and Isola 2020, equation 6 with t 2). Computed
   * block by block.
   *
   * @param rows {@code (N, D)}, at least two
   * @param manager where it computes
   * @return nats
   * @throws IllegalArgumentException if there are fewer than two rows, or one has length zero
   */
  public static double uniformity(FeatureMatrix rows, NDManager manager) {
    if (rows.rows() < 2) {
      throw new IllegalArgumentException("uniformity needs two rows, found " + rows.rows());
    }
    UnitRows unit = UnitRows.of(rows, "row");
    int n = unit.rows();
    int atOnce = UnitRows.rowsAtOnce(n);
    double sum = 0;
    try (NDManager scope = manager.newSubManager()) {
      NDArray all = unit.upload(scope, 0, n); // (N, D)
      for (int from = 0; from < n; from += atOnce) {
        int to = Math.min(n, from + atOnce);
        try (NDManager block = scope.newSubManager()) {
          NDArray own = unit.upload(block, from, to);
          // A row and itself are no pair; pairs with earlier rows were counted with those.
          NDArray pairs = block.ones(new Shape(to - from, to - from)).subi(block.eye(to - from));
          sum += sum(kernel(own, own).muli(pairs));
          if (to < n) {
            sum += 2 * sum(kernel(own, all.get(block, new NDIndex().addSliceDim(to, n))));
          }
        }
      }
    }
    return Math.log(sum / ((double) n * (n - 1))) - 4;
  }

  /** {@code exp(4 - 2 |x - y|^2)}, that is {@code exp(4 cos)}, of rows of length one. */
  private static NDArray kernel(NDArray first, NDArray second) {
    return first.mul(4).matMul(second.transpose()).exp();
  }

  /** Row sums as floats, their sum in double precision. */
  private static double sum(NDArray block) {
    double sum = 0;
    for (float row : block.sum(new int[] {1}).toFloatArray()) {
      sum += row;
    }
    return sum;
  }

  /**
   * The effective number of dimensions that rows vary in: the participation ratio of the
   * eigenvalues of their covariance, {@code (sum l)^2 / sum l^2}, between 1 and D; 0 where all rows
   * are equal. It needs no decomposition, for these are the square of the trace and the sum of
   * squares.
   *
   * @param rows {@code (N, D)}, at least one
   * @param manager where it computes
   * @throws IllegalArgumentException if there is no row, or one has length zero
   */
  public static double effectiveDimensions(FeatureMatrix rows, NDManager manager) {
    UnitRows unit = UnitRows.of(rows, "row");
    double[] center = centroid(unit);
    float[] centered = new float[unit.values().length];
    for (int i = 0; i < centered.length; i++) {
      centered[i] = (float) (unit.values()[i] - center[i % unit.columns()]);
    }
    float[] products;
    try (NDManager scope = manager.newSubManager()) {
      NDArray data = scope.create(centered, new Shape(unit.rows(), unit.columns()));
      products = data.transpose().matMul(data).toFloatArray(); // (D, D)
    }
    double trace = 0;
    double squares = 0;
    for (int i = 0; i < products.length; i++) {
      trace += i % (unit.columns() + 1) == 0 ? products[i] : 0;
      squares += (double) products[i] * products[i];
    }
    // What rounding to floats leaves of equal rows is no variation.
    return trace <= 1e-12 * unit.rows() ? 0 : trace * trace / squares;
  }

  private static double[] centroid(UnitRows rows) {
    if (rows.rows() == 0) {
      throw new IllegalArgumentException("there is no row");
    }
    double[] centroid = new double[rows.columns()];
    for (int i = 0; i < rows.values().length; i++) {
      centroid[i % rows.columns()] += rows.values()[i] / (double) rows.rows();
    }
    return centroid;
  }

  private static void requireOneSpace(FeatureMatrix first, FeatureMatrix second) {
    if (first.columns() != second.columns() || first.rows() == 0 || second.rows() == 0) {
      throw new IllegalArgumentException(
          "(%d, %d) and (%d, %d): expected rows of one width, at least one of each"
              .formatted(first.rows(), first.columns(), second.rows(), second.columns()));
    }
  }
}
