package dev.counterpoint.app.data;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.datasets.colored.ColoredDigits;
import dev.counterpoint.datasets.colored.ColoredImages;
import dev.counterpoint.datasets.picture.RgbImages;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/** Pictures for people, made by the very code that makes them for training. */
public final class SamplePictures {

  private SamplePictures() {}

  /**
   * The first examples of an environment.
   *
   * @param count at most as many as there are
   */
  public static RgbImages first(ColoredDigits digits, int count) {
    return first(digits, count, UnaryOperator.identity());
  }

  /**
   * The first examples of an environment, warped before they are coloured.
   *
   * @param warp takes and returns ink {@code (N, 1, height, width)}
   */
  public static RgbImages first(ColoredDigits digits, int count, UnaryOperator<NDArray> warp) {
    ColoredDigits few = digits.first(Math.min(count, digits.size()));
    try (NDManager manager = NDManager.newBaseManager(Device.cpu());
        ColoredImages images = new ColoredImages(manager, few)) {
      NDArray index = manager.create(LongStream.range(0, few.size()).toArray());
      return rgb(images.pictures(index, warp));
    }
  }

  /**
   * Pictures as bytes; two channels are shown as red and green.
   *
   * @param pictures {@code (N, C, H, W)} float32 in [0, 1], C at most 3
   */
  public static RgbImages rgb(NDArray pictures) {
    long[] shape = pictures.getShape().getShape();
    int count = (int) shape[0];
    int channels = (int) shape[1];
    int pixels = (int) (shape[2] * shape[3]);
    float[] values = pictures.toFloatArray();
    byte[] rgb = new byte[count * pixels * 3];
    for (int i = 0; i < count; i++) {
      for (int c = 0; c < channels; c++) {
        for (int p = 0; p < pixels; p++) {
          float value = values[(i * channels + c) * pixels + p];
          rgb[(i * pixels + p) * 3 + c] = (byte) Math.round(255 * Math.max(0, Math.min(1, value)));
        }
      }
    }
    return new RgbImages(rgb, count, (int) shape[2], (int) shape[3]);
  }
}
