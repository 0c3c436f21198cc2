package dev.counterpoint.datasets.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RenderedDigitsTest {

  private static final int PIXELS = RenderedDigits.SIZE * RenderedDigits.SIZE;

  @Test
  void anImageIsTheSameWhateverElseIsDrawn() {
    LabeledImages many = RenderedDigits.draw("many", 3, 200);
    LabeledImages few = RenderedDigits.draw("few", 3, 37);

    assertThat(few.pixels()).isEqualTo(Arrays.copyOf(many.pixels(), few.pixels().length));
    assertThat(few.labels()).isEqualTo(Arrays.copyOf(many.labels(), few.labels().length));
    for (int i = many.size() - 1; i >= 0; i--) {
      assertThat(RenderedDigits.image(3, i)).as("image %d", i).isEqualTo(pixels(many, i));
      assertThat(RenderedDigits.label(3, i)).as("label %d", i).isEqualTo(many.labels()[i]);
    }
  }

  @Test
  void theNumberOfThreadsChangesNothing() throws Exception {
    byte[] expected = RenderedDigits.draw("default pool", 4, 100).pixels();
    for (int threads : new int[] {1, 3}) {
      ForkJoinPool pool = new ForkJoinPool(threads);
      try {
        byte[] drawn = pool.submit(() -> RenderedDigits.draw("pool", 4, 100).pixels()).get();
        assertThat(drawn).as("%d threads", threads).isEqualTo(expected);
      } finally {
        pool.shutdown();
      }
    }
  }

  /** Fails when the generator changes: then renew the hash, and measure the difficulty again. */
  @Test
  void theGeneratorHasNotChanged() throws NoSuchAlgorithmException {
    LabeledImages first = RenderedDigits.draw("pinned", 1, 100);
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    sha.update(first.pixels());
    sha.update(first.labels());

    assertThat(HexFormat.of().formatHex(sha.digest()))
        .isEqualTo("158131244e67b5ff1dc48238484873da9d206afe8ac588ae6ad6a145e8af3968");
  }

  @Test
  void everyTenImagesHoldEachDigitOnceInChangingOrder() {
    byte[] labels = RenderedDigits.draw("labels", 5, 1000).labels();
    Set<String> orders = new HashSet<>();
    for (int i = 0; i < labels.length; i += 10) {
      byte[] ten = Arrays.copyOfRange(labels, i, i + 10);
      orders.add(Arrays.toString(ten));
      Arrays.sort(ten);
      assertThat(ten).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }
    assertThat(orders).hasSizeGreaterThan(95);
  }

  @Test
  void noImageComesTwice() {
    Set<String> seen = new HashSet<>();
    LabeledImages train = RenderedDigits.train(1, 500);
    LabeledImages test = RenderedDigits.test(1, 500);
    LabeledImages otherSeed = RenderedDigits.train(2, 500);
    for (LabeledImages images : new LabeledImages[] {train, test, otherSeed}) {
      for (int i = 0; i < images.size(); i++) {
        assertThat(seen.add(Arrays.toString(pixels(images, i))))
            .as("%s, image %d is new", images.source(), i)
            .isTrue();
      }
    }
    assertThat(train.source()).isEqualTo("rendered digits, train");
    assertThat(test.source()).isEqualTo("rendered digits, test");
  }

  @Test
  void digitsAreInkOnAnEmptyEdgeCentredByMass() {
    LabeledImages images = RenderedDigits.draw("layout", 6, 2000);
    double[] mean = new double[3];
    for (int i = 0; i < images.size(); i++) {
      byte[] image = pixels(images, i);
      double mass = 0;
      double x = 0;
      double y = 0;
      int brightest = 0;
      for (int p = 0; p < PIXELS; p++) {
        int ink = image[p] & 0xFF;
        int row = p / 28;
        int column = p % 28;
        mass += ink;
        x += ink * (column + 0.5);
        y += ink * (row + 0.5);
        brightest = Math.max(brightest, ink);
        if (row == 0 || row == 27 || column == 0 || column == 27) {
          assertThat(ink).as("edge of image %d at %d, %d", i, row, column).isLessThan(192);
        }
      }
      assertThat(brightest).as("ink of image %d", i).isGreaterThan(180);
      assertThat(x / mass).as("centre of image %d", i).isBetween(11.0, 17.0);
      assertThat(y / mass).as("centre of image %d", i).isBetween(11.0, 17.0);
      mean[0] += x / mass / images.size();
      mean[1] += y / mass / images.size();
      mean[2] += mass / PIXELS / 255 / images.size();
    }
    assertThat(mean[0]).isBetween(13.8, 14.2);
    assertThat(mean[1]).isBetween(13.8, 14.2);
    assertThat(mean[2]).as("mean pixel; MNIST has 0.13").isBetween(0.10, 0.15);
  }

  /** A weak classifier must do well, but not too well: the data are neither noise nor a toy. */
  @Test
  void theNearestClassMeanIsOftenButNotAlwaysRight() {
    LabeledImages train = RenderedDigits.train(1, 2000);
    LabeledImages test = RenderedDigits.test(1, 1000);
    double[][] means = new double[10][PIXELS];
    for (int i = 0; i < train.size(); i++) {
      for (int p = 0; p < PIXELS; p++) {
        means[train.labels()[i]][p] += (train.pixels()[i * PIXELS + p] & 0xFF) / 200.0;
      }
    }
    long right =
        IntStream.range(0, test.size())
            .filter(i -> nearest(means, pixels(test, i)) == test.labels()[i])
            .count();
    assertThat(right).as("of 1000").isBetween(600L, 900L);
  }

  @Test
  void noImagesAreFine() {
    assertThat(RenderedDigits.draw("none", 1, 0).size()).isZero();
  }

  @Test
  void negativeAndHugeNumbersAreRefused() {
    assertThatThrownBy(() -> RenderedDigits.draw("digits", 1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("digits: -1 images");
    assertThatThrownBy(() -> RenderedDigits.draw("digits", 1, 3_000_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 to 2739137");
    assertThatThrownBy(() -> RenderedDigits.image(1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("image -1");
  }

  private static byte[] pixels(LabeledImages images, int i) {
    return Arrays.copyOfRange(images.pixels(), i * PIXELS, (i + 1) * PIXELS);
  }

  private static int nearest(double[][] means, byte[] image) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int digit = 0; digit < means.length; digit++) {
      double distance = 0;
      for (int p = 0; p < PIXELS; p++) {
        double d = (image[p] & 0xFF) - means[digit][p];
        distance += d * d;
      }
      if (distance < least) {
        least = distance;
        best = digit;
      }
    }
    return best;
  }
}
