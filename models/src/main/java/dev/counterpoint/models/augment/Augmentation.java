package dev.counterpoint.models.augment;

import ai.djl.ndarray.NDArray;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.augment.PhotometricAugmentation.Change;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * What happens to a batch of pictures before a network sees them. All draws are made on the host,
 * so that an address means the same on every device; all pixels are changed on the device. Results
 * and what is made on the way belong to the manager of the pictures, which may not carry a
 * gradient.
 *
 * @param geometric where things are
 * @param photometric what colour they have
 */
public record Augmentation(GeometricAugmentation geometric, PhotometricAugmentation photometric) {

  /** Leaves pictures as they are. */
  public static final Augmentation NONE =
      new Augmentation(GeometricAugmentation.NONE, PhotometricAugmentation.NONE);

  /**
   * The geometric part for one batch.
   *
   * @param address of the batch: another one for each step and view
   * @param batch N
   * @return takes {@code (N, C, H, W)} float32 and returns the same shape; the identity where the
   *     geometric part is off. Throws IllegalArgumentException if it is given another N
   */
  public UnaryOperator<NDArray> warp(RandomAddress address, int batch) {
    if (geometric.isIdentity()) {
      return UnaryOperator.identity();
    }
    RandomAddress place = address.purpose("geometric");
    return pictures -> {
      if (pictures.getShape().get(0) != batch) {
        throw new IllegalArgumentException(
            "a warp of %d pictures was given %s".formatted(batch, pictures.getShape()));
      }
      long height = pictures.getShape().get(2);
      long width = pictures.getShape().get(3);
      return AffineSampler.sample(pictures, geometric.maps(place, batch, height, width));
    };
  }

  /**
   * The photometric part for one batch.
   *
   * @param pictures {@code (N, 3, H, W)} float32 in [0, 1]
   * @param address of the batch: another one for each step and view
   * @return the same shape and range; the pictures themselves where the photometric part is off
   * @throws IllegalArgumentException if colours are to change and there are not three channels
   */
  public NDArray recolor(NDArray pictures, RandomAddress address) {
    if (photometric.isIdentity()) {
      return pictures;
    }
    int batch = Math.toIntExact(pictures.getShape().get(0));
    Change[] changes = photometric.draw(address.purpose("photometric"), batch);
    NDArray result = pictures;
    if (photometric.changesColor()) {
      if (pictures.getShape().get(1) != 3) {
        throw new IllegalArgumentException(
            "colour jitter and greyscale need (N, 3, H, W), found " + pictures.getShape());
      }
      result = ColorMap.apply(result, changes).clip(0, 1);
    }
    if (photometric.blurs()) {
      result =
          GaussianBlur.apply(result, Arrays.stream(changes).mapToDouble(Change::sigma).toArray());
    }
    return result;
  }
}
