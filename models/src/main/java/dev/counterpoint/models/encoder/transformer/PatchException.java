package dev.counterpoint.models.encoder.transformer;

import ai.djl.ndarray.types.Shape;
import dev.counterpoint.datasets.CounterpointException;

/** Pictures that cannot be cut into the patches of a vision transformer. */
public final class PatchException extends CounterpointException {

  private static final long serialVersionUID = 1L;

  private PatchException(String problem, String remedy) {
    super(problem, remedy);
  }

  static PatchException notDivisible(Shape pictures, int patch) {
    long side = Math.max(pictures.get(2), pictures.get(3));
    long below = side / patch * patch;
    return new PatchException(
        "pictures of %d x %d pixels (height x width) cannot be cut into patches of %d x %d"
            .formatted(pictures.get(2), pictures.get(3), patch, patch),
        "Resize them to a multiple of %d, such as %s, or take an encoder with another patch."
            .formatted(patch, below < patch ? patch : below + " or " + (below + patch)));
  }

  static PatchException otherSize(Shape pictures, long channels, long height, long width) {
    return new PatchException(
        "the vision transformer was made for pictures of shape (N, %d, %d, %d), found %s"
            .formatted(channels, height, width, pictures),
        "Prepare the pictures as in training: its positions belong to one size.");
  }
}
