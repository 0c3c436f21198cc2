package dev.counterpoint.datasets.corruption;

import dev.counterpoint.datasets.picture.file.Picture;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Pictures with slopes, edges, texture and some colour, drawn from a seed. */
final class TestPictures {

  private TestPictures() {}

  static List<Picture> several(int count, int width, int height) {
    return IntStream.range(0, count).mapToObj(seed -> drawn(seed, width, height)).toList();
  }

  static Picture drawn(int seed, int width, int height) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] slope = random.doubles(12).toArray();
    double[] discs = random.doubles(40).toArray();
    byte[] rgb = new byte[3 * width * height];
    for (int pixel = 0; pixel < width * height; pixel++) {
      double x = (pixel % width + 0.5) / width;
      double y = (pixel / width + 0.5) / height;
      double grey = 40 + 120 * (slope[0] * x + slope[1] * y);
      double tint = 30 * slope[2];
      for (int d = 0; d < discs.length; d += 8) {
        if (Math.hypot(x - discs[d], y - discs[d + 1]) < 0.3 * discs[d + 2]) {
          grey = 255 * discs[d + 3];
          tint = 60 * (discs[d + 4] - 0.5);
        }
      }
      // Texture at all scales; as in photographs, most of it in all channels alike.
      for (int octave = 1; octave <= 16; octave *= 2) {
        grey += 24.0 / Math.sqrt(octave) * Math.sin(9 * octave * (x * slope[3] + y * slope[4]));
      }
      grey += 12 * (random.nextDouble() - 0.5);
      rgb[3 * pixel] = PixelChange.sample(grey + tint);
      rgb[3 * pixel + 1] = PixelChange.sample(grey);
      rgb[3 * pixel + 2] = PixelChange.sample(grey - tint);
    }
    return new Picture(width, height, rgb);
  }

  static Picture constant(int width, int height, int red, int green, int blue) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) red;
      rgb[i + 1] = (byte) green;
      rgb[i + 2] = (byte) blue;
    }
    return new Picture(width, height, rgb);
  }

  /** Mean squared difference of samples. */
  static double squaredError(Picture a, Picture b) {
    double sum = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      double difference = (a.rgb()[i] & 0xFF) - (b.rgb()[i] & 0xFF);
      sum += difference * difference;
    }
    return sum / a.rgb().length;
  }

  /** Peak signal-to-noise ratio in dB; 100 for equal pictures. */
  static double psnr(Picture a, Picture b) {
    double error = squaredError(a, b);
    return error == 0 ? 100 : 10 * Math.log10(255 * 255 / error);
  }

  static double mean(Picture picture) {
    return IntStream.range(0, picture.rgb().length)
        .map(i -> picture.rgb()[i] & 0xFF)
        .average()
        .orElseThrow();
  }
}
