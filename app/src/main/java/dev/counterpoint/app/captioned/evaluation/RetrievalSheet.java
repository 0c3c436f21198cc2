package dev.counterpoint.app.captioned.evaluation;

import dev.counterpoint.app.captioned.HeldOut;
import dev.counterpoint.datasets.picture.ContactSheet;
import dev.counterpoint.datasets.picture.RgbImages;
import dev.counterpoint.models.probe.FeatureMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What some held-out captions find, as a picture: the right one has a star. */
final class RetrievalSheet {

  /** The name of the file in a run directory. */
  static final String NAME = "retrieval.png";

  private static final int QUERIES = 10;
  private static final int FOUND = 8;
  private static final int LONGEST_TITLE = 70;

  private RetrievalSheet() {}

  /**
   * Draws the sheet, of captions that lie evenly in the part that is measured on.
   *
   * @param images rows of length one
   * @param texts rows of length one, of all captions
   * @param side of the pictures, pixels
   */
  static ContactSheet of(HeldOut heldOut, FeatureMatrix images, FeatureMatrix texts, int side) {
    int[] pictureOf = heldOut.pictureOf();
    List<String> captions = heldOut.captions();
    int queries = Math.min(QUERIES, captions.size());
    ContactSheet sheet = new ContactSheet(FOUND, 1);
    for (int q = 0; q < queries; q++) {
      int caption = (int) ((long) q * captions.size() / queries);
      List<Integer> best = best(images, texts, caption);
      int place = best.indexOf(pictureOf[caption]) + 1;
      String title = captions.get(caption).replaceAll("\\s+", " ");
      String shown =
          title.length() > LONGEST_TITLE ? title.substring(0, LONGEST_TITLE) + "..." : title;
      List<Integer> first = best.subList(0, Math.min(FOUND, best.size()));
      sheet.section(
          "%s (rank %d of %d)".formatted(shown, place, best.size()),
          pictures(heldOut, first, side),
          first.stream().map(i -> i == pictureOf[caption] ? "*" : "").toList());
    }
    return sheet;
  }

  private static List<Integer> best(FeatureMatrix images, FeatureMatrix texts, int caption) {
    double[] cosines = new double[images.rows()];
    for (int i = 0; i < cosines.length; i++) {
      for (int d = 0; d < images.columns(); d++) {
        cosines[i] += (double) images.at(i, d) * texts.at(caption, d);
      }
    }
    return IntStream.range(0, cosines.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -cosines[i]))
        .toList();
  }

  private static RgbImages pictures(HeldOut heldOut, List<Integer> which, int side) {
    List<byte[]> pixels = new ArrayList<>();
    for (int i : which) {
      pixels.add(Planes.picture(heldOut.pictures().get(i), side).rgb());
    }
    byte[] all = new byte[pixels.size() * 3 * side * side];
    for (int i = 0; i < pixels.size(); i++) {
      System.arraycopy(pixels.get(i), 0, all, i * 3 * side * side, 3 * side * side);
    }
    return new RgbImages(all, pixels.size(), side, side);
  }
}
