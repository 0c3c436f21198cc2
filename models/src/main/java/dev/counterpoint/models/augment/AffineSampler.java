package dev.counterpoint.models.augment;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.models.script.TorchScript;
import java.util.List;

/**
 * Resamples pictures through one affine map each, with bilinear weights and zeros outside: crop,
 * resize, flip, rotation and shift in a single pass over the pixels.
 *
 * <p>Maps are in normalised coordinates: pixel centres lie in (-1, 1) along each axis. It is
 * PyTorch's {@code grid_sample} over {@code affine_grid} with bilinear weights, zero padding and
 * {@code align_corners=False}, which DJL does not have. A map that makes pictures much smaller
 * skips pixels; it does not average them.
 *
 * <p>The pictures may not carry a gradient. Everything belongs to their manager.
 */
public final class AffineSampler {

  private AffineSampler() {}

  /** Compiled once a process; it holds no array. */
  private static final class Script {

    static final TorchScript SAMPLE =
        TorchScript.compile(
            NDManager.newBaseManager(Device.cpu()), // of the script; pictures may lie on any device
            List.of("pictures", "maps", "results"),
            List.of(),
            """
            _0 = torch.affine_grid_generator(maps[0], torch.size(pictures[0]), False)
            _1 = torch.grid_sampler_2d(pictures[0], _0, 0, 0, False)
            _2 = torch.copy_(results[0], _1)
            """);
  }

  /**
   * Pictures seen through maps that are known on the host.
   *
   * @param pictures {@code (N, C, H, W)} float32
   * @param maps {@code (N, 6)} row by row, per picture a, b, c, d, e, f: the result at (x, y) is
   *     the picture at (a x + b y + c, d x + e y + f)
   * @return {@code (N, C, H, W)} float32
   * @throws IllegalArgumentException if there are not six finite numbers per picture
   */
  public static NDArray sample(NDArray pictures, float[] maps) {
    long n = pictures.getShape().get(0);
    if (maps.length != 6 * n) {
      throw new IllegalArgumentException(
          "%d numbers for %d maps: expected six each".formatted(maps.length, n));
    }
    for (int i = 0; i < maps.length; i++) {
      if (!Float.isFinite(maps[i])) {
        throw new IllegalArgumentException("map %d holds %s".formatted(i / 6, maps[i]));
      }
    }
    NDManager manager = pictures.getManager();
    NDArray results = manager.create(pictures.getShape());
    try (NDArray onDevice = manager.create(maps, new Shape(n, 2, 3))) {
      synchronized (Script.SAMPLE) {
        Script.SAMPLE.run(List.of(List.of(pictures), List.of(onDevice), List.of(results)));
      }
    }
    return results;
  }
}
