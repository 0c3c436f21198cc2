package dev.counterpoint.models.encoder.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Blocks one after another.
 *
 * @param blocks at least one, children of the tower that has them
 */
public record TransformerStack(List<TransformerBlock> blocks) {

  /** Blocks that are not initialised. */
  public static TransformerStack of(TransformerSize size) {
    return new TransformerStack(
        IntStream.range(0, size.layers()).mapToObj(layer -> new TransformerBlock(size)).toList());
  }

  /**
   * All tokens after the last block, {@code (N, L, width)}.
   *
   * @param tokens {@code (N, L, width)}
   * @param mask what is added to scores, broadcast to {@code (N, heads, L, L)}; null for none
   */
  public NDArray all(ParameterStore store, NDArray tokens, NDArray mask, boolean training) {
    return through(blocks, store, tokens, mask, training);
  }

  /**
   * One token a sequence after the last block, {@code (N, width)}; the last block computes no
   * other.
   *
   * @param tokens {@code (N, L, width)}
   * @param mask what is added to scores, broadcast to {@code (N, heads, L, L)}; null for none
   * @param which 1 at the token, 0 elsewhere: {@code (N, 1, L)} or {@code (1, 1, L)}
   * @param maskOfOne the rows of the mask that belong to these tokens, broadcast to {@code (N,
   *     heads, 1, L)}; null for none
   */
  public NDArray one(
      ParameterStore store,
      NDArray tokens,
      NDArray mask,
      NDArray which,
      NDArray maskOfOne,
      boolean training) {
    int last = blocks.size() - 1;
    NDArray before = through(blocks.subList(0, last), store, tokens, mask, training);
    return blocks.get(last).ofOne(store, before, which, maskOfOne, training).squeeze(1);
  }

  private static NDArray through(
      List<TransformerBlock> some,
      ParameterStore store,
      NDArray tokens,
      NDArray mask,
      boolean training) {
    NDArray x = tokens;
    for (TransformerBlock block : some) {
      NDList inputs = mask == null ? new NDList(x) : new NDList(x, mask);
      x = block.forward(store, inputs, training).singletonOrThrow();
    }
    return x;
  }
}
