package dev.counterpoint.datasets.synthetic;

import dev.counterpoint.datasets.multimodal.MultimodalPart;
import java.nio.FloatBuffer;
import java.util.List;

/** Least squares from some modalities to the classes: what a linear model can read of them. */
final class LinearProbe {

  private final List<String> modalities;
  private final double[][] weights; // (D + 1, C)

  private LinearProbe(List<String> modalities, double[][] weights) {
    this.modalities = modalities;
    this.weights = weights;
  }

  /** Fits on one part and counts hits on another. */
  static double accuracy(
      MultimodalPart train, MultimodalPart test, int classes, String... modalities) {
    return fit(train, classes, List.of(modalities)).accuracy(test);
  }

  private static LinearProbe fit(MultimodalPart part, int classes, List<String> modalities) {
    double[][] inputs = inputs(part, modalities);
    int width = inputs[0].length;
    double[][] equations = new double[width][width + classes];
    for (int i = 0; i < inputs.length; i++) {
      for (int r = 0; r < width; r++) {
        for (int c = 0; c < width; c++) {
          equations[r][c] += inputs[i][r] * inputs[i][c];
        }
        equations[r][width + part.labels()[i]] += inputs[i][r];
      }
    }
    for (int r = 0; r < width; r++) {
      equations[r][r] += 1e-3;
    }
    for (int pivot = 0; pivot < width; pivot++) {
      for (int r = 0; r < width; r++) {
        double factor = r == pivot ? 0 : equations[r][pivot] / equations[pivot][pivot];
        for (int c = pivot; c < width + classes && factor != 0; c++) {
          equations[r][c] -= factor * equations[pivot][c];
        }
      }
    }
    double[][] weights = new double[width][classes];
    for (int r = 0; r < width; r++) {
      for (int y = 0; y < classes; y++) {
        weights[r][y] = equations[r][width + y] / equations[r][r];
      }
    }
    return new LinearProbe(modalities, weights);
  }

  private double accuracy(MultimodalPart part) {
    double[][] inputs = inputs(part, modalities);
    int hits = 0;
    for (int i = 0; i < inputs.length; i++) {
      int best = -1;
      double most = Double.NEGATIVE_INFINITY;
      for (int y = 0; y < weights[0].length; y++) {
        double score = 0;
        for (int d = 0; d < weights.length; d++) {
          score += inputs[i][d] * weights[d][y];
        }
        if (score > most) {
          most = score;
          best = y;
        }
      }
      hits += best == part.labels()[i] ? 1 : 0;
    }
    return hits / (double) inputs.length;
  }

  private static double[][] inputs(MultimodalPart part, List<String> modalities) {
    int width = 1;
    for (String modality : modalities) {
      width += part.array(modality).modality().shape().get(0).intValue();
    }
    double[][] inputs = new double[part.size()][width];
    int at = 1;
    for (String modality : modalities) {
      FloatBuffer values =
          part.array(modality)
              .data()
              .duplicate()
              .rewind()
              .order(java.nio.ByteOrder.LITTLE_ENDIAN)
              .asFloatBuffer();
      int own = values.limit() / part.size();
      for (int i = 0; i < part.size(); i++) {
        inputs[i][0] = 1;
        for (int d = 0; d < own; d++) {
          inputs[i][at + d] = values.get(i * own + d);
        }
      }
      at += own;
    }
    return inputs;
  }
}
