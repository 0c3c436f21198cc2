package dev.counterpoint.datasets.picture.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.picture.file.Picture;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation.Channels;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PicturePreparationTest {

  private static final long SEED = 20_261_120;

  @ParameterizedTest
  @CsvSource({
    // One row of samples 0, 100, 200, 40 made 2 wide; by hand from the kernels.
    // Centres 1 and 3 of 4, a pixel of the target is 2 of the source.
    "NEAREST, 100, 40",
    // Triangle of 2: weights 3/8, 3/8, 1/8 of 7/8: (3 * 0 + 3 * 100 + 200) / 7 = 71.43;
    // and 1/8, 3/8, 3/8 of 7/8: (100 + 3 * 200 + 3 * 40) / 7 = 117.14.
    "BILINEAR, 71, 117",
    // Cubic of 4 at 1/4, 3/4, 5/4: 111/128, 29/128, -9/128 (twice the first, from both sides):
    // (111 * 100 + 29 * 200 - 9 * 40) / 242 = 68.35; (29 * 100 + 111 * 240) / 242 = 122.07.
    "BICUBIC, 68, 122"
  })
  void shrinkingIsAsByHand(Interpolation interpolation, int first, int second) {
    float[] tensor = raw(2, 1, Resize.STRETCH, interpolation).apply(row(0, 100, 200, 40));

    assertThat(Arrays.copyOf(tensor, 2)).containsExactly(first, second);
  }

  @ParameterizedTest
  @CsvSource({
    // Samples 0 and 200 made 4 wide. Centres at 1/4, 3/4, 5/4, 7/4 of the source.
    "NEAREST, 0, 0, 200, 200",
    "BILINEAR, 0, 50, 150, 200",
    // At 3/4, distances 1/4 and 3/4: 111/128 and 29/128, of 140/128: 200 * 29 / 140 = 41.43.
    // At 1/4, distances 1/4 and 5/4: 111/128 and -9/128, of 102/128: below 0, so 0; 200 * 111 / 102
    // = 217.65.
    "BICUBIC, 0, 41, 159, 218"
  })
  void growingIsAsByHand(Interpolation interpolation, int a, int b, int c, int d) {
    float[] tensor = raw(4, 1, Resize.STRETCH, interpolation).apply(row(0, 200));

    assertThat(Arrays.copyOf(tensor, 4)).containsExactly(a, b, c, d);
  }

  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void columnsAreResizedAsRowsAre(Interpolation interpolation) {
    Random random = new Random(SEED);
    Picture picture = random(random, 37, 23);
    Picture turned = new Picture(23, 37, new byte[picture.rgb().length]);
    for (int i = 0; i < 37 * 23; i++) {
      int to = (i % 37 * 23 + i / 37) * 3;
      System.arraycopy(picture.rgb(), 3 * i, turned.rgb(), to, 3);
    }

    float[] across = raw(11, 23, Resize.STRETCH, interpolation).apply(picture);
    float[] down = raw(23, 11, Resize.STRETCH, interpolation).apply(turned);

    for (int i = 0; i < 11 * 23; i++) {
      assertThat(down[i % 11 * 23 + i / 11]).as("seed %d", SEED).isEqualTo(across[i]);
    }
  }

  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void aPictureOfTheRightSizePassesUnchanged(Interpolation interpolation) {
    Picture picture = random(new Random(SEED), 19, 13);
    for (Resize resize : Resize.values()) {
      PicturePreparation preparation =
          new PicturePreparation(
              19, 13, resize, interpolation, 0, Channels.RGB, 1 / 255f, same(0), same(1));

      float[] tensor = preparation.apply(picture);

      for (int i = 0; i < tensor.length; i++) {
        int sample = picture.rgb()[i % (19 * 13) * 3 + i / (19 * 13)] & 0xFF;
        assertThat(tensor[i]).as("%s, seed %d", resize, SEED).isEqualTo(sample * (1 / 255f));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void aConstantPictureStaysConstantAtAnySize(Interpolation interpolation) {
    Random random = new Random(SEED);
    for (int i = 0; i < 300; i++) {
      byte[] rgb = new byte[3 * (1 + random.nextInt(60)) * 40];
      Arrays.fill(rgb, (byte) random.nextInt(256));
      Resize resize = random.nextBoolean() ? Resize.STRETCH : Resize.SHORTEST_EDGE_AND_CENTER_CROP;

      float[] tensor =
          raw(1 + random.nextInt(90), 1 + random.nextInt(90), resize, interpolation)
              .apply(new Picture(rgb.length / 120, 40, rgb));

      for (float value : tensor) {
        assertThat(value).as("seed %d, picture %d", SEED, i).isEqualTo(rgb[0] & 0xFF);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NEAREST", "BILINEAR"})
  void nothingLeavesTheRangeOfThePicture(Interpolation interpolation) {
    Random random = new Random(SEED);
    for (int i = 0; i < 200; i++) {
      Picture picture = random(random, 1 + random.nextInt(50), 1 + random.nextInt(50));
      for (int at = 0; at < picture.rgb().length; at++) {
        picture.rgb()[at] = (byte) (50 + (picture.rgb()[at] & 0x7F));
      }
      for (float value :
          raw(1 + random.nextInt(60), 1 + random.nextInt(60), Resize.STRETCH, interpolation)
              .apply(picture)) {
        assertThat(value).as("seed %d, picture %d", SEED, i).isBetween(50f, 177f);
      }
    }
  }

  @Test
  void theCentreIsWhatTheWholeWouldHaveThere() {
    Picture picture = random(new Random(SEED), 101, 60);
    PicturePreparation crop =
        raw(32, 32, Resize.SHORTEST_EDGE_AND_CENTER_CROP, Interpolation.BICUBIC);
    // 32 * 101 / 60 = 53.9; of 53 columns, 21 too many, 10 go at the left.
    float[] whole = raw(53, 32, Resize.STRETCH, Interpolation.BICUBIC).apply(picture);

    float[] tensor = crop.apply(picture);

    for (int i = 0; i < tensor.length; i++) {
      assertThat(tensor[i]).isEqualTo(whole[i / 32 * 53 + 10 + i % 32]);
    }
  }

  @Test
  void paddingLiesAroundTheWhole() {
    byte[] rgb = new byte[4 * 2 * 3];
    Arrays.fill(rgb, (byte) 200);
    float[] tensor =
        new PicturePreparation(
                4,
                5,
                Resize.PAD,
                Interpolation.BILINEAR,
                9,
                Channels.GREY,
                1,
                List.of(0f),
                List.of(1f))
            .apply(new Picture(4, 2, rgb));

    // Two rows of five; of three too many, one above.
    float[] expected = new float[20];
    Arrays.fill(expected, 9);
    Arrays.fill(expected, 4, 12, 200);
    assertThat(tensor).containsExactly(expected);
  }

  @ParameterizedTest
  @EnumSource(Resize.class)
  void bytesAreWhatFloatsAreComputedFrom(Resize resize) {
    Picture picture = random(new Random(SEED), 50, 31);
    List<Float> mean = List.of(0.5f, 0.25f, 0.125f);
    List<Float> deviation = List.of(0.25f, 0.5f, 2f);
    PicturePreparation preparation =
        new PicturePreparation(
            20, 28, resize, Interpolation.BICUBIC, 77, Channels.RGB, 1 / 255f, mean, deviation);
    ByteBuffer bytes = ByteBuffer.allocate(preparation.floats() + 1);
    preparation.writeBytes(picture, bytes);
    float[] floats = preparation.apply(picture);

    assertThat(bytes.remaining()).isEqualTo(1);
    for (int i = 0; i < floats.length; i++) {
      int channel = i / (20 * 28);
      float scaled = (bytes.get(i) & 0xFF) * (1 / 255f) - mean.get(channel);
      assertThat(floats[i]).isEqualTo(scaled / deviation.get(channel));
    }
  }

  @Test
  void bytesNeedRoom() {
    Picture picture = random(new Random(SEED), 5, 5);
    PicturePreparation preparation = PicturePreparation.unit(4, 4, Resize.PAD);

    assertThatThrownBy(() -> preparation.writeBytes(picture, ByteBuffer.allocate(47)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("room for 48 bytes");
  }

  @Test
  void aThinPictureKeepsAPixelAndTakesNoMemory() {
    Picture thin = random(new Random(SEED), 1, 60_000);
    for (Resize resize : Resize.values()) {
      assertThat(raw(64, 64, resize, Interpolation.BICUBIC).apply(thin)).hasSize(64 * 64 * 3);
    }
  }

  @Test
  void samplesAreScaledShiftedAndDividedByChannel() {
    PicturePreparation preparation =
        new PicturePreparation(
            1,
            1,
            Resize.STRETCH,
            Interpolation.BILINEAR,
            0,
            Channels.RGB,
            1 / 255f,
            List.of(0.5f, 0.25f, 0f),
            List.of(0.5f, 0.5f, 2f));

    float[] tensor = preparation.apply(new Picture(1, 1, new byte[] {(byte) 255, 51, 102}));

    assertThat(tensor[0]).isEqualTo(1f);
    assertThat(tensor[1]).isEqualTo((51 * (1 / 255f) - 0.25f) / 0.5f);
    assertThat(tensor[2]).isEqualTo(102 * (1 / 255f) / 2);
  }

  @Test
  void greyIsLuma() {
    PicturePreparation grey =
        new PicturePreparation(
            3,
            1,
            Resize.STRETCH,
            Interpolation.BILINEAR,
            0,
            Channels.GREY,
            1,
            List.of(0f),
            List.of(1f));
    byte[] rgb = {(byte) 255, 0, 0, 0, (byte) 255, 0, 0, 0, (byte) 255};

    // 0.299, 0.587 and 0.114 of 255: 76.2, 149.7, 29.1.
    assertThat(grey.apply(new Picture(3, 1, rgb))).containsExactly(76, 150, 29);
  }

  @Test
  void aBatchIsWrittenPictureByPictureIntoOneBuffer() {
    PicturePreparation preparation = raw(2, 2, Resize.STRETCH, Interpolation.BILINEAR);
    Random random = new Random(SEED);
    Picture first = random(random, 5, 4);
    Picture second = random(random, 3, 9);
    FloatBuffer batch = FloatBuffer.allocate(2 * preparation.floats());

    preparation.write(first, batch);
    preparation.write(second, batch);

    assertThat(batch.hasRemaining()).isFalse();
    assertThat(Arrays.copyOfRange(batch.array(), 12, 24))
        .containsExactly(preparation.apply(second));
    assertThatThrownBy(() -> preparation.write(first, batch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("room for 12 floats, found 0");
  }

  @Test
  void whatDoesNotFitTogetherIsRefused() {
    assertThatThrownBy(() -> raw(0, 5, Resize.STRETCH, Interpolation.BILINEAR))
        .hasMessageContaining("sides of 1 and up, found 0 x 5");
    assertThatThrownBy(() -> raw(5, 20_000, Resize.STRETCH, Interpolation.BILINEAR))
        .hasMessageContaining("at most 16384");
    assertThatThrownBy(() -> grey(256, 1, List.of(0f), List.of(1f)))
        .hasMessageContaining("padding of 0 to 255, found 256");
    assertThatThrownBy(() -> grey(0, Float.NaN, List.of(0f), List.of(1f)))
        .hasMessageContaining("a factor");
    assertThatThrownBy(() -> grey(0, 1, same(0), List.of(1f))).hasMessageContaining("1 means");
    assertThatThrownBy(() -> grey(0, 1, List.of(0f), List.of(0f)))
        .hasMessageContaining("other than 0, found [0.0]");
  }

  private static PicturePreparation grey(
      int padding, float factor, List<Float> mean, List<Float> deviation) {
    return new PicturePreparation(
        1, 1, Resize.PAD, Interpolation.NEAREST, padding, Channels.GREY, factor, mean, deviation);
  }

  /** Bytes as floats. */
  private static PicturePreparation raw(
      int width, int height, Resize resize, Interpolation interpolation) {
    return new PicturePreparation(
        width, height, resize, interpolation, 0, Channels.RGB, 1, same(0), same(1));
  }

  private static List<Float> same(float value) {
    return List.of(value, value, value);
  }

  private static Picture row(int... samples) {
    byte[] rgb = new byte[samples.length * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) samples[i / 3];
    }
    return new Picture(samples.length, 1, rgb);
  }

  private static Picture random(Random random, int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    random.nextBytes(rgb);
    return new Picture(width, height, rgb);
  }
}
