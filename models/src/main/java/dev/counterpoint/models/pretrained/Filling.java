package dev.counterpoint.models.pretrained;

import ai.djl.nn.Parameter;
import dev.counterpoint.datasets.safetensors.TensorEntry;
import java.util.Arrays;
import java.util.List;

/**
 * What one parameter becomes.
 *
 * @param name of the parameter in its network
 * @param tensors those that the piece names, in its order
 */
record Filling(String name, Parameter parameter, Piece piece, List<TensorEntry> tensors) {

  /**
   * Checks all but the names.
   *
   * @param where the file, for errors
   * @throws WeightsDoNotFitException if shapes differ, or numbers are none to train with
   */
  void check(String where) {
    long[] first = tensors.get(0).shape();
    for (TensorEntry other : tensors) {
      if (!Arrays.equals(first, other.shape())) {
        throw new WeightsDoNotFitException(
            where, "%s and %s differ in shape".formatted(tensors.get(0), other), "");
      }
    }
    long[] expected = parameter.getArray().getShape().getShape();
    if (!Arrays.equals(shape(first), expected)) {
      throw new WeightsDoNotFitException(
          where,
          "%s does not fit our parameter %s: expected %s, found %s"
              .formatted(
                  String.join(", ", piece.tensors()),
                  name,
                  Arrays.toString(theirs(expected)),
                  Arrays.toString(first)),
          "The sizes of the recipe must be the model's: text.length, text.features, image.features,"
              + " embedding, data.side and the tokenizer's vocabulary among them.");
    }
    tensors.forEach(tensor -> Numbers.check(tensor, where));
  }

  /** Our shape of a tensor of this shape. */
  private long[] shape(long[] tensor) {
    return switch (piece.form()) {
      case AS_IS -> tensor;
      case TRANSPOSED -> reversed(tensor);
      case STACKED -> {
        long[] tall = tensor.clone();
        if (tall.length > 0) {
          tall[0] *= tensors.size();
        }
        yield tall;
      }
    };
  }

  /** The shape that a tensor needs for ours. */
  private long[] theirs(long[] ours) {
    return switch (piece.form()) {
      case AS_IS -> ours;
      case TRANSPOSED -> reversed(ours);
      case STACKED -> {
        long[] low = ours.clone();
        low[0] /= tensors.size();
        yield low;
      }
    };
  }

  private static long[] reversed(long[] shape) {
    long[] reversed = new long[shape.length];
    for (int i = 0; i < shape.length; i++) {
      reversed[i] = shape[shape.length - 1 - i];
    }
    return reversed;
  }

  /** Changes the parameter; memory for it is taken now and free again afterwards. */
  void fill() {
    parameter.getArray().set(values());
  }

  private float[] values() {
    TensorEntry first = tensors.get(0);
    if (piece.form() == Piece.Form.AS_IS) {
      return Numbers.of(first);
    }
    if (piece.form() == Piece.Form.TRANSPOSED) {
      long[] shape = first.shape();
      return transposed(Numbers.of(first), (int) shape[0], (int) shape[1]);
    }
    float[] values = new float[Math.toIntExact(parameter.getArray().size())];
    int at = 0;
    for (TensorEntry tensor : tensors) {
      float[] part = Numbers.of(tensor);
      System.arraycopy(part, 0, values, at, part.length);
      at += part.length;
    }
    return values;
  }

  private static float[] transposed(float[] values, int rows, int columns) {
    float[] result = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        result[column * rows + row] = values[row * columns + column];
      }
    }
    return result;
  }
}
