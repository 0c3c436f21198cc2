package dev.counterpoint.models.encoder.transformer;

/**
 * How large a stack of transformer blocks is.
 *
 * @param width numbers a token, at least 1; a multiple of heads
 * @param layers number of blocks, at least 1
 * @param heads of the attention, at least 1; CLIP has 64 numbers a head
 * @param gelu activation of the blocks
 */
public record TransformerSize(int width, int layers, int heads, Gelu gelu) {

  /** How much wider the hidden layer of a block is than its tokens. */
  public static final int EXPANSION = 4;

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if a number is below 1, or width is no multiple of heads
   */
  public TransformerSize {
    if (width < 1 || layers < 1 || heads < 1 || width % heads != 0) {
      throw new IllegalArgumentException(
          "width, layers and heads must be at least 1, and width a multiple of heads, found %d, %d, %d"
              .formatted(width, layers, heads));
    }
  }

  /** Parameters of all blocks: {@code layers (12 width^2 + 13 width)}. */
  public long parameters() {
    return layers * (12L * width * width + 13L * width);
  }
}
