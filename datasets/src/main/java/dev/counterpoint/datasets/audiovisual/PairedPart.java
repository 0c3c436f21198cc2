package dev.counterpoint.datasets.audiovisual;

import dev.counterpoint.datasets.digits.LabeledImages;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.spoken.Recording;
import java.util.List;

/**
 * What a part is made of, and which of it is paired.
 *
 * @param pictures the data set's, of which {@code picturePool} may be used
 * @param recordings the data set's, of which {@code recordingPool} may be used
 * @param labels {@code (N)} classes of the pairs
 * @param address where all of the part's randomness comes from
 */
record PairedPart(
    LabeledImages pictures,
    Pool picturePool,
    List<Recording> recordings,
    Pool recordingPool,
    int[] labels,
    RandomAddress address) {

  /**
   * Classes of pairs: each as often as any other, give or take one, in random order.
   *
   * @return {@code (count)}; the first do not depend on how many follow
   */
  static int[] labels(int count, int classes, RandomAddress address) {
    int[] labels = new int[count];
    int[] order = {};
    for (int i = 0; i < count; i++) {
      if (i % classes == 0) {
        order = address.at(i / classes).permutation(classes);
      }
      labels[i] = order[i % classes];
    }
    return labels;
  }

  /** The pictures of the pairs: {@code (N)} indices. */
  int[] rightPictures() {
    return picturePool.of(labels, address.purpose("pictures"));
  }

  /**
   * The pictures of the pairs with useless ones among them.
   *
   * @param modality of which modality: useless ones are others in each
   */
  int[] pictures(String modality, double useless) {
    return picturePool.withUseless(
        rightPictures(), useless, address.purpose("useless").purpose(modality));
  }

  /** The recordings of the pairs with useless ones among them: {@code (N)} indices. */
  int[] recordings(double useless) {
    int[] right = recordingPool.of(labels, address.purpose("recordings"));
    return recordingPool.withUseless(
        right, useless, address.purpose("useless").purpose(AudioVisualDigits.AUDIO));
  }

  /**
   * Columns of the pictures, hard to read.
   *
   * @param chosen {@code (N)} indices
   * @param from first column
   * @param to after the last column
   * @return {@code (N, height, to - from)} unsigned bytes
   */
  byte[] columns(int[] chosen, int from, int to, PictureDifficulty difficulty) {
    int height = pictures.height();
    int width = pictures.width();
    HardPicture hard = new HardPicture(height, width, difficulty);
    byte[] result = new byte[Math.multiplyExact(chosen.length, height * (to - from))];
    byte[] picture = new byte[height * width];
    int at = 0;
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(pictures.pixels(), chosen[i] * picture.length, picture, 0, picture.length);
      byte[] made = hard.of(picture, address.purpose("picture").at(i));
      for (int y = 0; y < height; y++) {
        System.arraycopy(made, y * width + from, result, at, to - from);
        at += to - from;
      }
    }
    return result;
  }
}
