package dev.counterpoint.datasets.corruption;

import dev.counterpoint.datasets.picture.ContactSheet;
import dev.counterpoint.datasets.picture.RgbImages;
import dev.counterpoint.datasets.picture.file.Picture;
import dev.counterpoint.datasets.picture.file.PictureReader;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation;
import dev.counterpoint.datasets.picture.prepare.Resize;
import dev.counterpoint.datasets.random.RandomAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All corruptions of a few pictures, for people to look at, and how many a second: {@code
 * CorruptionSheet OUT.png SIDE PICTURE...}.
 */
final class CorruptionSheet {

  private static final long MEASURED_NANOS = 500_000_000;

  private CorruptionSheet() {}

  public static void main(String[] arguments) {
    int side = Integer.parseInt(arguments[1]);
    List<Picture> pictures =
        Arrays.stream(arguments).skip(2).map(file -> prepared(Path.of(file), side)).toList();
    RandomAddress root = RandomAddress.seed(0);
    ContactSheet sheet =
        new ContactSheet(pictures.size() * Corruption.STRENGTHS, Math.max(1, 64 / side));
    sheet.section("original", images(pictures), List.of());
    for (Corruption corruption : Corruption.values()) {
      List<Picture> row = new ArrayList<>();
      for (int i = 0; i < pictures.size(); i++) {
        for (int strength = 1; strength <= Corruption.STRENGTHS; strength++) {
          Distortion distortion = corruption.of(strength, side, side);
          row.add(distortion.apply(pictures.get(i), root.at(i)));
        }
      }
      sheet.section(corruption.title(), images(row), List.of());
      System.out.printf("%-16s", corruption.title());
      for (int strength = 1; strength <= Corruption.STRENGTHS; strength += 4) {
        System.out.printf(
            "%8.0f pictures/s", speed(corruption.of(strength, side, side), pictures, root));
      }
      System.out.println();
    }
    sheet.write(Path.of(arguments[0]));
  }

  private static double speed(Distortion distortion, List<Picture> pictures, RandomAddress root) {
    double best = 0;
    for (int round = 0; round < 3; round++) {
      long begin = System.nanoTime();
      int done = 0;
      while (System.nanoTime() - begin < MEASURED_NANOS) {
        distortion.apply(pictures.get(done % pictures.size()), root.at(done));
        done++;
      }
      best = Math.max(best, done / ((System.nanoTime() - begin) / 1e9));
    }
    return best;
  }

  private static Picture prepared(Path file, int side) {
    float[] planes =
        PicturePreparation.unit(side, side, Resize.SHORTEST_EDGE_AND_CENTER_CROP)
            .apply(new PictureReader().read(file));
    byte[] rgb = new byte[planes.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = PixelChange.sample(255 * planes[i % 3 * side * side + i / 3]);
    }
    return new Picture(side, side, rgb);
  }

  private static RgbImages images(List<Picture> pictures) {
    int bytes = pictures.get(0).rgb().length;
    byte[] rgb = new byte[bytes * pictures.size()];
    for (int i = 0; i < pictures.size(); i++) {
      System.arraycopy(pictures.get(i).rgb(), 0, rgb, i * bytes, bytes);
    }
    Picture first = pictures.get(0);
    return new RgbImages(rgb, pictures.size(), first.height(), first.width());
  }
}
