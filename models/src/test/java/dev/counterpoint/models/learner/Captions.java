package dev.counterpoint.models.learner;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.SplittableRandom;

/** Token ids and a small encoder of them, for tests. */
final class Captions {

  static final int WORDS = 30;

  private Captions() {}

  /** A bag of words: {@code (N, L) int64 -> (N, width)}. */
  static Block encoder(int width) {
    return new SequentialBlock()
        .add(new Words(8))
        .add(new LambdaBlock(list -> new NDList(list.head().mean(new int[] {1})), "mean"))
        .add(Linear.builder().setUnits(width).build());
  }

  static NDArray ids(NDManager manager, long seed, int rows, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] ids = random.longs((long) rows * length, 0, WORDS).toArray();
    return manager.create(ids, new Shape(rows, length));
  }

  /** A vector of each word. */
  private static final class Words extends AbstractBlock {

    private final Parameter vectors;
    private final int width;

    Words(int width) {
      this.width = width;
      this.vectors =
          addParameter(
              Parameter.builder()
                  .setName("vectors")
                  .setType(Parameter.Type.WEIGHT)
                  .optShape(new Shape(WORDS, width))
                  .build());
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      NDArray ids = inputs.head();
      NDArray table = store.getValue(vectors, ids.getDevice(), training);
      return ids.getNDArrayInternal().embedding(ids, table, SparseFormat.DENSE);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return new Shape[] {inputs[0].add(width)};
    }
  }
}
