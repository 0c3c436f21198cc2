package dev.counterpoint.datasets.colored;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;

/**
 * Coloured digits on the device: the bytes of the grey images and the colour of each, from which
 * batches of coloured pictures are made where they are used. An example takes height x width bytes,
 * not channels x height x width floats.
 *
 * <p>A picture is colour times ink (or colour times what is not ink), so every warp of the pixel
 * grid that fills up with "no ink" commutes with colouring. {@link #pictures} therefore takes the
 * warp and applies it to the one grey channel, which costs a third of warping the coloured picture.
 */
public final class ColoredImages implements AutoCloseable {

  private final NDManager manager;
  private final NDArray bytes;
  private final NDArray colors;
  private final NDArray table;
  private final ColorPlacement placement;
  private final int size;

  /**
   * Copies the environment to the device of the manager.
   *
   * @param parent owner; a child of it holds the arrays until {@link #close}
   */
  public ColoredImages(NDManager parent, ColoredDigits digits) {
    this.manager = parent.newSubManager();
    int height = digits.images().height();
    int width = digits.images().width();
    this.size = digits.size();
    this.placement = digits.placement();
    this.bytes =
        manager.create(
            ByteBuffer.wrap(digits.images().pixels()),
            new Shape(size, height, width),
            DataType.UINT8);
    this.colors = manager.create(widened(digits.colors()));
    this.table =
        manager.create(
            digits.palette().table(),
            new Shape(digits.palette().size(), digits.palette().channels()));
  }

  /** Number of examples. */
  public int size() {
    return size;
  }

  /**
   * Pictures of some examples.
   *
   * @param index {@code (B)} int64, the examples; the result belongs to its manager
   * @return {@code (B, channels, height, width)} float32 in [0, 1]
   */
  public NDArray pictures(NDArray index) {
    return pictures(index, UnaryOperator.identity());
  }

  /**
   * Pictures of some examples, warped.
   *
   * @param index {@code (B)} int64, the examples; the result belongs to its manager
   * @param warp takes and returns ink {@code (B, 1, height, width)} float32 in [0, 1]
   * @return {@code (B, channels, height, width)} float32 in [0, 1]
   */
  public NDArray pictures(NDArray index, UnaryOperator<NDArray> warp) {
    return colored(warp.apply(ink(index)), index);
  }

  /** The grey images of some examples: ink {@code (B, 1, height, width)} float32 in [0, 1]. */
  public NDArray ink(NDArray index) {
    NDArray rows = bytes.get(new NDIndex("{}", index));
    rows.attach(index.getManager());
    return rows.toType(DataType.FLOAT32, false).div(255f).expandDims(1);
  }

  private NDArray colored(NDArray ink, NDArray index) {
    NDArray colorIndex = colors.get(new NDIndex("{}", index));
    NDArray color = table.get(new NDIndex("{}", colorIndex));
    new NDList(colorIndex, color).attach(index.getManager());
    long batch = index.getShape().get(0);
    NDArray tint = color.reshape(batch, -1, 1, 1);
    return switch (placement) {
      case DIGIT -> ink.mul(tint);
      case BACKGROUND -> ink.neg().addi(1f).mul(tint);
    };
  }

  private static long[] widened(byte[] values) {
    long[] wide = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  @Override
  public void close() {
    manager.close();
  }
}
