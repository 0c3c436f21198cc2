package dev.counterpoint.app.data;

import ai.djl.ndarray.NDArray;
import dev.counterpoint.datasets.colored.ColoredImages;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.augment.Augmentation;

/**
 * Augmented views of coloured digits. Warps are applied to the grey ink before it is coloured,
 * which gives the same picture for a third of the work, see {@link ColoredImages}.
 *
 * @param augmentation what is drawn for each view
 * @param address where the randomness comes from; step and view are places below it
 */
public record Views(Augmentation augmentation, RandomAddress address) {

  /**
   * One view of some examples.
   *
   * @param images where they are
   * @param index {@code (B)} int64, the examples; the result belongs to its manager
   * @param step of the training
   * @param view 0 or 1: two views of one step differ
   * @return {@code (B, channels, height, width)} float32 in [0, 1]
   */
  public NDArray of(ColoredImages images, NDArray index, long step, int view) {
    RandomAddress here = address.at(step).at(view);
    int batch = (int) index.getShape().get(0);
    NDArray pictures = images.pictures(index, augmentation.warp(here, batch));
    return augmentation.recolor(pictures, here);
  }
}
