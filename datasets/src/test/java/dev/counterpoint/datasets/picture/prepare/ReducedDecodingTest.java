package dev.counterpoint.datasets.picture.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.counterpoint.datasets.captioned.drawn.DrawnPictures;
import dev.counterpoint.datasets.captioned.drawn.DrawnPictures.FileKind;
import dev.counterpoint.datasets.picture.file.Picture;
import dev.counterpoint.datasets.picture.file.PictureReader;
import dev.counterpoint.datasets.picture.jpeg.ReducedJpeg;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation.Channels;
import dev.counterpoint.datasets.picture.prepare.PicturePreparation.Decoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReducedDecodingTest {

  private static final PictureReader READER = new PictureReader();

  @ParameterizedTest
  @CsvSource({
    // 640 x 320 into 64 x 64: padded it shrinks ten times, cropped or stretched by its height five.
    "PAD, BICUBIC, 640, 320, 5",
    "SHORTEST_EDGE_AND_CENTER_CROP, BICUBIC, 640, 320, 2.5",
    "STRETCH, BILINEAR, 640, 320, 2.5",
    "STRETCH, BILINEAR, 320, 640, 2.5",
    "PAD, BILINEAR, 256, 256, 2",
    "PAD, BILINEAR, 32, 32, 0.25",
    // The pixel in the middle is no mean of those around it.
    "STRETCH, NEAREST, 640, 640, 1",
  })
  void twiceTheSizeIsLeft(
      Resize resize, Interpolation interpolation, int width, int height, double most) {
    assertThat(preparation(64, resize, interpolation).reduction().most(width, height))
        .isEqualTo(most);
  }

  @ParameterizedTest
  @EnumSource(Resize.class)
  void inFullNothingIsLeftOut(Resize resize) {
    PicturePreparation full =
        preparation(64, resize, Interpolation.BICUBIC).withDecoding(Decoding.FULL);
    assertThat(full.reduction().most(4_000, 3_000)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Resize.class)
  void drawnScenesAreNearlyTheSame(Resize resize) {
    DrawnPictures scenes =
        new DrawnPictures(new DrawnPictures.Settings(1, 20, 256, FileKind.JPEG, 24));
    List<byte[]> files = new ArrayList<>();
    for (int i = 0; i < scenes.size(); i++) {
      files.add(scenes.picture(i));
    }
    assertNearlyTheSame(files, 64, resize);
  }

  /** They have 128 pixels at their longer side, and few have an even number at the other. */
  @ParameterizedTest
  @EnumSource(Resize.class)
  @EnabledIfEnvironmentVariable(named = "COUNTERPOINT_DATA", matches = ".+")
  void photographsAreNearlyTheSame(Resize resize) throws IOException {
    Path folder = Path.of(System.getenv("COUNTERPOINT_DATA"), "coco-captions-open", "images");
    List<byte[]> files = new ArrayList<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.sorted().toList()) {
        files.add(Files.readAllBytes(path));
      }
    }
    assertNearlyTheSame(files, 24, resize);
  }

  /** What is decoded smaller changes by less than another interpolation would change it. */
  private static void assertNearlyTheSame(List<byte[]> files, int side, Resize resize) {
    PicturePreparation preparation = preparation(side, resize, Interpolation.BICUBIC);
    PicturePreparation other = preparation(side, resize, Interpolation.BILINEAR);
    double changed = 0;
    double changedByOther = 0;
    int smaller = 0;
    for (byte[] file : files) {
      Picture whole = READER.read(file, "whole");
      Picture reduced = READER.read(file, "reduced", preparation.reduction());
      assertThat(List.of(reduced.wholeWidth(), reduced.wholeHeight()))
          .containsExactly(whole.width(), whole.height());
      if (reduced.width() < whole.width()) {
        smaller++;
        float[] expected = preparation.apply(whole);
        changed += distance(preparation.apply(reduced), expected);
        changedByOther += distance(other.apply(whole), expected);
      }
    }
    assumeThat(ReducedJpeg.problem()).isEmpty();
    assertThat(smaller).isGreaterThan(files.size() / 3);
    assertThat(changed / smaller).isLessThan(changedByOther / smaller);
  }

  private static double distance(float[] found, float[] expected) {
    double sum = 0;
    for (int i = 0; i < expected.length; i++) {
      sum += Math.abs(found[i] - expected[i]);
    }
    return sum / expected.length;
  }

  /** Samples of 0 to 255. */
  private static PicturePreparation preparation(
      int side, Resize resize, Interpolation interpolation) {
    List<Float> none = List.of(0f, 0f, 0f);
    List<Float> one = List.of(1f, 1f, 1f);
    return new PicturePreparation(
        side, side, resize, interpolation, 255, Channels.RGB, 1, none, one, Decoding.REDUCED);
  }
}
