package dev.counterpoint.app.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.datasets.colored.ColoredDigits;
import dev.counterpoint.datasets.colored.ColoredImages;
import dev.counterpoint.models.signalnoise.SignalTraces;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The directions in which colour and shape change coloured digits, and what is left of each
 * picture.
 *
 * <p>Colour follows the label in a training environment, so that the mean picture of a colour shows
 * its most frequent digit, and that of a digit its most frequent colour. The two are told apart as
 * the effects of a two-way layout with equal weights: the mean picture of each pair of digit and
 * colour is taken first, and then the mean over digits or over colours, less the mean of all.
 */
final class ColorAndShape {

  /** Beyond, means hardly change. */
  private static final int MOST = 10_000;

  /** Noise is looked at of so many examples. */
  private static final int NOISE = 256;

  private static final int CHUNK = 1_000;

  private final int colors;
  private final int classes;
  private final int width;
  private final double[][] color;
  private final double[][] shape;
  private final double[] all;

  private ColorAndShape(int colors, int classes, int width) {
    this.colors = colors;
    this.classes = classes;
    this.width = width;
    this.color = new double[colors][width];
    this.shape = new double[classes][width];
    this.all = new double[width];
  }

  /**
   * The traces of a training environment.
   *
   * @param manager owner of the result
   * @param digits at least one example
   */
  static SignalTraces traces(NDManager manager, ColoredDigits digits) {
    try (NDManager scratch = manager.newSubManager();
        ColoredImages images = new ColoredImages(scratch, digits)) {
      ColorAndShape effects = effects(digits, images, scratch);
      int kept = Math.min(NOISE, digits.size());
      float[] rest = pictures(images, 0, kept, scratch);
      for (int i = 0; i < kept; i++) {
        effects.take(rest, i, digits.colors()[i], digits.cleanLabels()[i]);
      }
      return new SignalTraces(
          manager,
          Map.of(
              "color", rows(scratch, effects.color),
              "shape", rows(scratch, effects.shape)),
          scratch.create(rest, new Shape(kept, effects.width)));
    }
  }

  private static ColorAndShape effects(
      ColoredDigits digits, ColoredImages images, NDManager scratch) {
    int used = Math.min(MOST, digits.size());
    int colors = digits.palette().size();
    int classes = digits.classes();
    double[][] cells = null;
    int[] counts = new int[colors * classes];
    for (int from = 0; from < used; from += CHUNK) {
      int to = Math.min(used, from + CHUNK);
      float[] pictures = pictures(images, from, to, scratch);
      int width = pictures.length / (to - from);
      cells = cells == null ? new double[colors * classes][width] : cells;
      for (int i = from; i < to; i++) {
        int cell = digits.colors()[i] * classes + digits.cleanLabels()[i];
        counts[cell]++;
        for (int j = 0; j < width; j++) {
          cells[cell][j] += pictures[(i - from) * width + j];
        }
      }
    }
    ColorAndShape effects = new ColorAndShape(colors, classes, cells[0].length);
    effects.average(cells, counts);
    return effects;
  }

  /** Cells that no example is in are left out of the means. */
  private void average(double[][] cells, int[] counts) {
    int[] ofColor = new int[colors];
    int[] ofShape = new int[classes];
    int filled = 0;
    for (int cell = 0; cell < cells.length; cell++) {
      if (counts[cell] == 0) {
        continue;
      }
      filled++;
      ofColor[cell / classes]++;
      ofShape[cell % classes]++;
      for (int j = 0; j < width; j++) {
        double mean = cells[cell][j] / counts[cell];
        color[cell / classes][j] += mean;
        shape[cell % classes][j] += mean;
        all[j] += mean;
      }
    }
    for (int j = 0; j < width; j++) {
      all[j] /= filled;
    }
    center(color, ofColor);
    center(shape, ofShape);
  }

  private void center(double[][] means, int[] counts) {
    for (int k = 0; k < means.length; k++) {
      for (int j = 0; j < width; j++) {
        means[k][j] = counts[k] == 0 ? 0 : means[k][j] / counts[k] - all[j];
      }
    }
  }

  private void take(float[] pictures, int example, int itsColor, int itsShape) {
    for (int j = 0; j < width; j++) {
      pictures[example * width + j] -= all[j] + color[itsColor][j] + shape[itsShape][j];
    }
  }

  private static float[] pictures(ColoredImages images, int from, int to, NDManager manager) {
    try (NDManager own = manager.newSubManager()) {
      NDArray index = own.create(LongStream.range(from, to).toArray());
      return images.pictures(index).toFloatArray();
    }
  }

  /** Those that are not 0 throughout: a colour or a class without an example has no direction. */
  private static NDArray rows(NDManager manager, double[][] rows) {
    float[][] proper =
        Arrays.stream(rows)
            .filter(row -> Arrays.stream(row).anyMatch(value -> value != 0))
            .map(ColorAndShape::floats)
            .toArray(float[][]::new);
    return manager.create(proper);
  }

  private static float[] floats(double[] row) {
    float[] floats = new float[row.length];
    for (int j = 0; j < row.length; j++) {
      floats[j] = (float) row[j];
    }
    return floats;
  }
}
