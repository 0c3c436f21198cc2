package dev.counterpoint.datasets.features.npz;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Turns arrays around whose first index changes fastest, which NumPy calls Fortran order. */
final class ColumnsFirst {

  private ColumnsFirst() {}

  /** The transposed array: of shape {@code (b, a)}, the numbers as of {@code (a, b)}. */
  static NpyArray turned(NpyArray stored) {
    List<Integer> shape = new ArrayList<>(stored.shape());
    Collections.reverse(shape);
    int width = stored.type().bytes();
    // How far apart numbers lie in what is stored, by dimension of what is wanted.
    int[] steps = new int[shape.size()];
    int step = 1;
    for (int d = 0; d < steps.length; d++) {
      steps[d] = step;
      step *= shape.get(d);
    }
    ByteBuffer from = stored.data();
    ByteBuffer to = ByteBuffer.allocate(from.remaining());
    int[] index = new int[steps.length];
    int at = 0;
    for (int i = 0; i < stored.size(); i++) {
      to.put(i * width, from, at * width, width);
      for (int d = steps.length - 1; d >= 0; d--) {
        at += steps[d];
        if (++index[d] < shape.get(d)) {
          break;
        }
        at -= steps[d] * index[d];
        index[d] = 0;
      }
    }
    return new NpyArray(stored.type(), shape, to);
  }
}
