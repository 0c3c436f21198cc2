package dev.counterpoint.models.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Resamples pictures through one affine map each, with bilinear weights and zeros outside: crop,
 * resize, flip, rotation and shift in a single pass over the pixels.
 *
 * <p>Maps are in normalised coordinates: pixel centres lie in (-1, 1) along each axis. Results are
 * those of PyTorch's {@code grid_sample} over {@code affine_grid} with bilinear weights, zero
 * padding and {@code align_corners=False}. A map that makes pictures much smaller skips pixels; it
 * does not average them.
 *
 * <p>The pictures may not carry a gradient. Everything belongs to their manager.
 */
public final class AffineSampler {

  private AffineSampler() {}

  /**
   * Pictures seen through maps that are known on the host. Where no map turns or shears, the two
   * axes are resampled one after the other as matrix products, which is faster.
   *
   * @param pictures {@code (N, C, H, W)} float32
   * @param maps {@code (N, 6)} row by row, as in {@link #sample(NDArray, NDArray)}
   * @return {@code (N, C, H, W)} float32
   * @throws IllegalArgumentException if there are not six finite numbers per picture
   */
  public static NDArray sample(NDArray pictures, float[] maps) {
    long n = pictures.getShape().get(0);
    if (maps.length != 6 * n) {
      throw new IllegalArgumentException(
          "%d numbers for %d maps: expected six each".formatted(maps.length, n));
    }
    boolean separable = true;
    for (int i = 0; i < maps.length; i++) {
      if (!Float.isFinite(maps[i])) {
        throw new IllegalArgumentException("map %d holds %s".formatted(i / 6, maps[i]));
      }
      separable &= maps[i] == 0 || i % 6 != 1 && i % 6 != 3;
    }
    NDArray onDevice = pictures.getManager().create(maps, new Shape(n, 6));
    return separable ? sampleAxes(pictures, onDevice) : sample(pictures, onDevice);
  }

  /**
   * Pictures seen through the maps.
   *
   * @param pictures {@code (N, C, H, W)} float32
   * @param maps {@code (N, 6)} float32, finite, per picture a, b, c, d, e, f: the result at (x, y)
   *     is the picture at (a x + b y + c, d x + e y + f)
   * @return {@code (N, C, H, W)} float32
   */
  public static NDArray sample(NDArray pictures, NDArray maps) {
    Shape shape = pictures.getShape();
    long n = shape.get(0);
    long channels = shape.get(1);
    long height = shape.get(2);
    long width = shape.get(3);
    NDManager manager = pictures.getManager();
    NDList map = inPixels(maps, height, width);
    NDArray x = centers(manager, width).reshape(1, 1, width);
    NDArray y = centers(manager, height).reshape(1, height, 1);
    // Where coordinates are held at -1 or at the size, all that they weigh is padding.
    NDArray sourceX = position(map, 0, x, y, n).clip(-1, width); // (N, H, W)
    NDArray sourceY = position(map, 3, x, y, n).clip(-1, height);
    NDArray left = sourceX.floor();
    NDArray top = sourceY.floor();
    NDArray right = sourceX.subi(left).reshape(n, 1, height * width); // weight of the neighbour
    NDArray below = sourceY.subi(top).reshape(n, 1, height * width);

    // One zero before and two after each row and column: every neighbour exists, none needs a mask.
    long stride = width + 3;
    NDArray padded = pictures.pad(new Shape(1, 2, 1, 2), 0).reshape(n, channels, -1);
    NDArray at =
        top.addi(1f)
            .muli(stride)
            .addi(left)
            .addi(1f)
            .toType(DataType.INT64, false)
            .reshape(n, 1, height * width);
    if (channels > 1) {
      at = at.broadcast(n, channels, height * width);
    }
    // The other corners are the same places in a picture that begins later.
    NDArray upper = between(corner(padded, at, 0), corner(padded, at, 1), right);
    NDArray lower = between(corner(padded, at, stride), corner(padded, at, stride + 1), right);
    return between(upper, lower, below).reshape(shape);
  }

  private static NDArray corner(NDArray padded, NDArray at, long offset) {
    return padded.get(":, :, {}:", offset).gather(at, 2);
  }

  /** {@code first + weight (second - first)}, in place. */
  private static NDArray between(NDArray first, NDArray second, NDArray weight) {
    return first.addi(second.subi(first).muli(weight));
  }

  /** Each axis on its own: two products with matrices of bilinear weights. */
  private static NDArray sampleAxes(NDArray pictures, NDArray maps) {
    Shape shape = pictures.getShape();
    long n = shape.get(0);
    long height = shape.get(2);
    long width = shape.get(3);
    NDManager manager = pictures.getManager();
    NDList map = inPixels(maps, height, width);
    NDArray x = centers(manager, width).reshape(1, width);
    NDArray y = centers(manager, height).reshape(1, height);
    NDArray sourceX = map.get(0).mul(x).addi(map.get(2)).reshape(n, 1, 1, width);
    NDArray sourceY = map.get(4).mul(y).addi(map.get(5)).reshape(n, 1, height, 1);
    NDArray columns = manager.arange(0f, width, 1f).reshape(1, 1, width, 1);
    NDArray rows = manager.arange(0f, height, 1f).reshape(1, 1, 1, height);
    NDArray across = hat(sourceX.sub(columns)); // (N, 1, W, W): from column, to column
    NDArray down = hat(sourceY.sub(rows)); // (N, 1, H, H): to row, from row
    // All channels of a picture are rows of one product, which spares a copy of the weights each.
    NDArray wide = pictures.reshape(n, 1, shape.get(1) * height, width).matMul(across);
    return down.matMul(wide.reshape(shape));
  }

  /** The weight of a pixel at a distance: 1 at 0, falling to 0 at 1. */
  private static NDArray hat(NDArray distance) {
    return distance.abs().muli(-1f).addi(1f).maximum(0f);
  }

  /** Six columns {@code (N, 1)}: maps from normalised coordinates to pixels of the source. */
  private static NDList inPixels(NDArray maps, long height, long width) {
    float w = width / 2f;
    float h = height / 2f;
    NDManager manager = maps.getManager();
    NDArray scale = manager.create(new float[] {w, w, w, h, h, h}, new Shape(1, 6));
    NDArray shift = manager.create(new float[] {0, 0, w - 0.5f, 0, 0, h - 0.5f}, new Shape(1, 6));
    return maps.mul(scale).addi(shift).split(6, 1);
  }

  private static NDArray position(NDList map, int from, NDArray x, NDArray y, long n) {
    NDArray ofX = map.get(from).reshape(n, 1, 1).mul(x);
    NDArray ofY = map.get(from + 1).reshape(n, 1, 1).mul(y);
    return ofX.add(ofY.addi(map.get(from + 2).reshape(n, 1, 1)));
  }

  /** Pixel centres along an axis: {@code (2 i + 1) / size - 1}. */
  private static NDArray centers(NDManager manager, long size) {
    float[] centers = new float[Math.toIntExact(size)];
    for (int i = 0; i < centers.length; i++) {
      centers[i] = (2 * i + 1) / (float) size - 1;
    }
    return manager.create(centers);
  }
}
