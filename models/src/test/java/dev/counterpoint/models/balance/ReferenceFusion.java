package dev.counterpoint.models.balance;

import dev.counterpoint.models.fusion.FusionModel;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@link TestFusion}'s models in plain Java and double precision, with their own parameters. */
public final class ReferenceFusion {

  private final FusionModel model;
  private final TestFusion.Head head;
  private final Map<String, double[]> parameters = new LinkedHashMap<>();

  /** Copies the parameters. */
  public ReferenceFusion(FusionModel model, TestFusion.Head head) {
    this.model = model;
    this.head = head;
    model
        .network()
        .parameters()
        .forEach(
            (name, parameter) ->
                parameters.put(name, doubles(parameter.getArray().toFloatArray())));
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /** Parameters by name, to be changed. */
  public Map<String, double[]> parameters() {
    return parameters;
  }

  /** The one parameter of a block whose name ends so. */
  private double[] of(String block, String end) {
    return parameters.entrySet().stream()
        .filter(e -> e.getKey().startsWith(block + "/") && e.getKey().endsWith(end))
        .map(Map.Entry::getValue)
        .reduce(
            (a, b) -> {
              throw new IllegalStateException(block + " has two of " + end);
            })
        .orElseThrow(() -> new IllegalStateException(block + " " + end + parameters.keySet()));
  }

  /** Rows {@code W x + b}; b may be null. */
  private static double[][] linear(double[][] x, double[] w, double[] b) {
    int units = w.length / x[0].length;
    double[][] out = new double[x.length][units];
    for (int n = 0; n < x.length; n++) {
      for (int u = 0; u < units; u++) {
        out[n][u] = b == null ? 0 : b[u];
        for (int i = 0; i < x[n].length; i++) {
          out[n][u] += w[u * x[n].length + i] * x[n][i];
        }
      }
    }
    return out;
  }

  /** Features of a modality. */
  public double[][] features(int m) {
    float[] values = TestFusion.inputs(m);
    double[][] x = new double[TestFusion.EXAMPLES][3 + m];
    for (int i = 0; i < values.length; i++) {
      x[i / (3 + m)][i % (3 + m)] = values[i];
    }
    double[][] z = linear(x, of(model.encoder(m), "weight"), of(model.encoder(m), "bias"));
    for (double[] row : z) {
      for (int i = 0; i < row.length; i++) {
        row[i] = Math.tanh(row[i]);
      }
    }
    return z;
  }

  /** Scores of a modality's own classifier. */
  public double[][] alone(int m) {
    String block = model.classifier(m);
    return linear(features(m), of(block, "weight"), of(block, "bias"));
  }

  /** Fused scores, where example n has the features of modality m of example {@code rows[m][n]}. */
  public double[][] fused(int[][] rows) {
    int modalities = rows.length;
    double[][][] projected = new double[modalities][][];
    for (int m = 0; m < modalities; m++) {
      double[][] all = linear(features(m), of(model.projection(m), "weight"), null);
      projected[m] = new double[all.length][];
      for (int n = 0; n < all.length; n++) {
        projected[m][n] = all[rows[m][n]];
      }
    }
    double[][] sum = new double[TestFusion.EXAMPLES][projected[0][0].length];
    for (double[][] one : projected) {
      for (int n = 0; n < sum.length; n++) {
        for (int i = 0; i < sum[n].length; i++) {
          sum[n][i] += one[n][i];
        }
      }
    }
    String block = FusionModel.COMBINATION;
    switch (head) {
      case LATE_LINEAR:
        add(sum, of(block, "bias"), 0);
        return sum;
      case CONCATENATION:
        add(sum, of(block, "BiasedSum_bias"), 0);
        for (double[] row : sum) {
          for (int i = 0; i < row.length; i++) {
            row[i] = Math.max(row[i], 0);
          }
        }
        return linear(sum, of(block, "Linear_weight"), of(block, "Linear_bias"));
      default:
        add(sum, of(block, "gates_bias"), TestFusion.HIDDEN);
        return linear(gated(projected, sum), of(block, "scores_weight"), of(block, "scores_bias"));
    }
  }

  private static void add(double[][] rows, double[] bias, int from) {
    for (double[] row : rows) {
      for (int i = from; i < row.length; i++) {
        row[i] += bias[i - from];
      }
    }
  }

  private static double[][] gated(double[][][] projected, double[][] gates) {
    int hidden = TestFusion.HIDDEN;
    double[][] out = new double[gates.length][hidden];
    for (int n = 0; n < out.length; n++) {
      for (int u = 0; u < hidden; u++) {
        double all = 0;
        for (int m = 0; m < projected.length; m++) {
          double open = Math.exp(gates[n][(1 + m) * hidden + u]);
          all += open;
          out[n][u] += open * Math.tanh(projected[m][n][u]);
        }
        out[n][u] /= all;
      }
    }
    return out;
  }

  /** Probabilities. */
  public static double[] softmax(double[] scores) {
    double[] p = new double[scores.length];
    double sum = 0;
    for (int c = 0; c < p.length; c++) {
      p[c] = Math.exp(scores[c]);
      sum += p[c];
    }
    for (int c = 0; c < p.length; c++) {
      p[c] /= sum;
    }
    return p;
  }

  /** Mean cross-entropy, nats. */
  public static double crossEntropy(double[][] scores) {
    long[] labels = TestFusion.labels();
    double sum = 0;
    for (int n = 0; n < scores.length; n++) {
      sum -= Math.log(softmax(scores[n])[(int) labels[n]]);
    }
    return sum / scores.length;
  }

  /** Rows of every modality as they are. */
  public static int[][] identity(int modalities) {
    int[][] rows = new int[modalities][TestFusion.EXAMPLES];
    for (int[] row : rows) {
      for (int n = 0; n < row.length; n++) {
        row[n] = n;
      }
    }
    return rows;
  }
}
