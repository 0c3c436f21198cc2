package dev.counterpoint.app.captioned;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.app.recipe.CaptionedRecipe;
import dev.counterpoint.datasets.picture.prepare.Interpolation;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation;
import dev.counterpoint.datasets.picture.prepare.Resize;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.augment.Augmentation;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * From the bytes of resized pictures to what an image encoder sees.
 *
 * @param side of the square, pixels
 * @param shape what happens to the shape of a picture
 * @param decoding whether large JPEG are decoded smaller than they are
 * @param scaling what pixels become
 * @param background of padded pictures, and what comes into view when a picture is moved, 0 to 255
 */
record PictureInput(
    int side,
    CaptionedRecipe.Shape shape,
    PicturePreparation.Decoding decoding,
    CaptionedRecipe.Scaling scaling,
    int background) {

  static PictureInput of(CaptionedRecipe.Data data) {
    return new PictureInput(
        data.side(), data.shape(), data.decoding(), data.scaling(), data.background());
  }

  /** How files become these pictures, in training and in a bundle. */
  PicturePreparation preparation() {
    return new PicturePreparation(
        side,
        side,
        switch (shape) {
          case CROP -> Resize.SHORTEST_EDGE_AND_CENTER_CROP;
          case PAD -> Resize.PAD;
          case STRETCH -> Resize.STRETCH;
        },
        Interpolation.BICUBIC,
        background,
        PicturePreparation.Channels.RGB,
        1 / 255f,
        floats(scaling.mean()),
        floats(scaling.deviation()),
        decoding);
  }

  private static List<Float> floats(float[] values) {
    return List.of(values[0], values[1], values[2]);
  }

  /** Shape of a batch. */
  Shape shape(long batch) {
    return new Shape(batch, 3, side, side);
  }

  /**
   * Pictures as floats, {@code (N, 3, side, side)} in [0, 1].
   *
   * @param bytes planes of N pictures; free when this returns
   */
  NDArray unit(NDManager step, ByteBuffer bytes, int batch) {
    try (NDArray raw = step.create(bytes, shape(batch), DataType.UINT8)) {
      return raw.toType(DataType.FLOAT32, true).divi(255);
    }
  }

  /** A view of pictures in [0, 1], also in [0, 1]. */
  NDArray view(NDArray pictures, Augmentation augmentation, RandomAddress address) {
    NDArray moved = pictures;
    if (!augmentation.geometric().isIdentity()) {
      // What comes into view from outside is zero: the background must be.
      int batch = (int) pictures.getShape().get(0);
      float ground = background / 255f;
      moved = augmentation.warp(address, batch).apply(pictures.sub(ground)).addi(ground);
    }
    return augmentation.recolor(moved, address);
  }

  /** Pictures in [0, 1] as the encoder expects them. */
  NDArray scaled(NDArray pictures) {
    if (scaling == CaptionedRecipe.Scaling.UNIT) {
      return pictures;
    }
    NDManager step = pictures.getManager();
    Shape channels = new Shape(1, 3, 1, 1);
    return pictures
        .sub(step.create(scaling.mean(), channels))
        .divi(step.create(scaling.deviation(), channels));
  }
}
