package dev.counterpoint.models.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Resamples pictures through one affine map each, with bilinear weights and zeros outside: crop,
 * resize, flip, rotation and shift in a single pass over the pixels.
 *
 * <p>Maps are in normalised coordinates: pixel centres lie in (-1, 1) along each axis, as in
 * PyTorch's {@code affine_grid} with {@code align_corners=False}.
 */
public final class AffineSampler {

  private AffineSampler() {}

  /**
   * Pictures seen through the maps.
   *
   * @param pictures {@code (N, C, H, W)} float32
   * @param maps {@code (N, 6)} float32, per picture a, b, c, d, e, f: the result at (x, y) is the
   *     picture at (a x + b y + c, d x + e y + f)
   * @return {@code (N, C, H, W)} float32
   */
  public static NDArray sample(NDArray pictures, NDArray maps) {
    Shape shape = pictures.getShape();
    long n = shape.get(0);
    long channels = shape.get(1);
    long height = shape.get(2);
    long width = shape.get(3);
    NDManager manager = pictures.getManager();
    NDArray x = centres(manager, width).reshape(1, 1, width);
    NDArray y = centres(manager, height).reshape(1, height, 1);
    NDArray sourceX = axis(maps, 0, x, y, n).add(1f).muli(width / 2f).subi(0.5f); // (N, H, W)
    NDArray sourceY = axis(maps, 3, x, y, n).add(1f).muli(height / 2f).subi(0.5f);
    NDArray left = sourceX.floor();
    NDArray top = sourceY.floor();
    NDArray right = sourceX.sub(left); // weight of the right neighbour
    NDArray below = sourceY.sub(top);
    NDArray flat = pictures.reshape(n, channels, height * width);
    NDArray result = null;
    for (int corner = 0; corner < 4; corner++) {
      int dx = corner & 1;
      int dy = corner >> 1;
      NDArray column = left.add(dx);
      NDArray row = top.add(dy);
      NDArray inside =
          column
              .gte(0)
              .logicalAnd(column.lt(width))
              .logicalAnd(row.gte(0))
              .logicalAnd(row.lt(height));
      NDArray weight =
          (dx == 1 ? right : right.neg().addi(1f))
              .mul(dy == 1 ? below : below.neg().addi(1f))
              .mul(inside.toType(DataType.FLOAT32, false));
      NDArray at =
          row.clip(0, height - 1)
              .mul(width)
              .add(column.clip(0, width - 1))
              .toType(DataType.INT64, false)
              .reshape(n, 1, height * width);
      if (channels > 1) {
        at = at.broadcast(n, channels, height * width);
      }
      NDArray part = flat.gather(at, 2).mul(weight.reshape(n, 1, height * width));
      result = result == null ? part : result.addi(part);
    }
    return result.reshape(shape);
  }

  private static NDArray axis(NDArray maps, int from, NDArray x, NDArray y, long n) {
    NDArray ofX = maps.get(":, {}", from).reshape(n, 1, 1);
    NDArray ofY = maps.get(":, {}", from + 1).reshape(n, 1, 1);
    NDArray shift = maps.get(":, {}", from + 2).reshape(n, 1, 1);
    return ofX.mul(x).add(ofY.mul(y)).add(shift);
  }

  /** Pixel centres along an axis: {@code (2 i + 1) / size - 1}. */
  private static NDArray centres(NDManager manager, long size) {
    return manager
        .arange((int) size)
        .toType(DataType.FLOAT32, false)
        .mul(2f / size)
        .add(1f / size - 1f);
  }
}
