package dev.counterpoint.app.captioned.evaluation;

import dev.counterpoint.datasets.corruption.Distortion;
import dev.counterpoint.datasets.picture.file.Picture;
import dev.counterpoint.datasets.random.RandomAddress;

/** Square pictures as planes of red, green and blue, and as pixels. */
final class Planes {

  private Planes() {}

  /** The picture of planes. */
  static Picture picture(byte[] planes, int side) {
    int plane = side * side;
    byte[] rgb = new byte[3 * plane];
    for (int i = 0; i < plane; i++) {
      rgb[3 * i] = planes[i];
      rgb[3 * i + 1] = planes[plane + i];
      rgb[3 * i + 2] = planes[2 * plane + i];
    }
    return new Picture(side, side, rgb);
  }

  /** The planes of a picture. */
  static byte[] of(Picture picture) {
    int plane = picture.width() * picture.height();
    byte[] planes = new byte[3 * plane];
    for (int i = 0; i < plane; i++) {
      planes[i] = picture.rgb()[3 * i];
      planes[plane + i] = picture.rgb()[3 * i + 1];
      planes[2 * plane + i] = picture.rgb()[3 * i + 2];
    }
    return planes;
  }

  static byte[] distorted(byte[] planes, int side, Distortion distortion, RandomAddress address) {
    return of(distortion.apply(picture(planes, side), address));
  }
}
