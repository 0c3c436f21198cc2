package dev.counterpoint.app.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.counterpoint.app.captioned.TinyCaptioned;
import dev.counterpoint.app.captioned.watch.PairWatch;
import dev.counterpoint.app.recipe.CaptionedRecipe;
import dev.counterpoint.app.tensorboard.EventReader.Message;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.MetricsListener;
import dev.counterpoint.app.training.TrainingProgress;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What TensorBoard shows of a training on captioned pictures, read without our writer. */
class CaptionedBoardTest {

  private static final int BATCH = 14;

  @TempDir Path folder;

  @Test
  void similaritiesOfPairsAreHistogramsAtEveryMetricsLine() throws IOException {
    List<Message> values = train(TinyCaptioned.recipe("image-caption-clip"), "run");

    for (String tag : List.of(PairWatch.MATCHING, PairWatch.OTHERS)) {
      List<Message> histograms = tagged(values, tag);
      assertThat(histograms).as(tag).hasSize(3);
      for (Message value : histograms) {
        Message histogram = value.get(5).message();
        assertThat(histogram.get(1).real()).isGreaterThanOrEqualTo(-1.0001);
        assertThat(histogram.get(2).real()).isLessThanOrEqualTo(1.0001);
        double count = histogram.get(3).real();
        if (tag.equals(PairWatch.MATCHING)) {
          assertThat(count).isEqualTo(BATCH);
        } else {
          assertThat(count).isBetween(BATCH * (BATCH - 1) / 2.0, BATCH * (BATCH - 1.0));
        }
        assertThat(DoubleStream.of(histogram.get(7).reals()).sum()).isEqualTo(count);
      }
    }
  }

  @Test
  void whatBelongsTogetherBecomesMoreAlikeThanWhatDoesNot() throws IOException {
    List<Message> values =
        train(
            TinyCaptioned.recipe(
                "image-caption-clip", "training.epochs=25", "optimizer.learningRate=0.01"),
            "run");

    assertThat(lastMean(values, PairWatch.MATCHING))
        .isGreaterThan(lastMean(values, PairWatch.OTHERS) + 0.2);
  }

  @Test
  void everyMethodHasHistograms() throws IOException {
    for (String base :
        List.of("image-caption-siglip", "image-caption-simclr", "image-caption-text")) {
      assertThat(tagged(train(TinyCaptioned.recipe(base), base), PairWatch.MATCHING))
          .as(base)
          .hasSize(3);
    }
  }

  @Test
  void theScaleIsAScalar() throws IOException {
    List<Message> values = train(TinyCaptioned.recipe("image-caption-clip"), "run");

    assertThat(tagged(values, "train/logitScale"))
        .hasSize(3)
        .allSatisfy(value -> assertThat(value.get(2).single()).isBetween(13f, 16f));
    assertThat(tagged(values, "train/waitingShare")).hasSize(3);
  }

  @Test
  void somePicturesAreShownAsTheModelSeesThem() throws IOException {
    List<Message> values =
        train(TinyCaptioned.recipe("image-caption-clip", "data.scaling=clip"), "run");

    List<Message> pictures = tagged(values, "train/pictures");
    assertThat(pictures).hasSize(1);
    Message image = pictures.get(0).get(4).message();
    BufferedImage sheet = ImageIO.read(new ByteArrayInputStream(image.get(4).bytes()));
    // 14 pictures of 16 pixels in 4 columns, 2 pixels between them.
    assertThat(sheet.getWidth()).isEqualTo(4 * 18 - 2);
    assertThat(sheet.getHeight()).isEqualTo(4 * 18 - 2);
    long colours =
        java.util.Arrays.stream(
                sheet.getRGB(0, 0, sheet.getWidth(), sheet.getHeight(), null, 0, sheet.getWidth()))
            .distinct()
            .count();
    assertThat(colours).isGreaterThan(20);
  }

  @Test
  void watchingChangesNoBit() throws IOException {
    CaptionedRecipe recipe = TinyCaptioned.recipe("image-caption-clip");
    train(recipe, "watched");
    TinyCaptioned.train(folder.resolve("alone"), recipe);

    assertThat(TinyCaptioned.state(folder.resolve("watched")))
        .isEqualTo(TinyCaptioned.state(folder.resolve("alone")));
  }

  @Test
  void watchingKeepsNoArrays() {
    CaptionedRecipe recipe =
        TinyCaptioned.recipe(
            "image-caption-clip",
            "training.epochs=20",
            "training.logEvery=99",
            "training.checkpointEvery=10");
    List<Integer> arrays = new ArrayList<>();
    TinyCaptioned.with(
        folder.resolve("run"),
        recipe,
        1,
        run ->
            run.train(
                new Interrupt(),
                (done, total, loss) -> {
                  if (done % 10 == 0 && done < total) {
                    // The checkpoint of just now: this changes nothing.
                    var network = run.trained(text -> {}).learner().network();
                    arrays.add(network.manager().getManagedArrays().size());
                  }
                },
                text -> {},
                MetricsListener.NONE));

    assertThat(arrays).hasSizeGreaterThan(3);
    assertThat(arrays.stream().distinct()).as("" + arrays).hasSize(1);
  }

  private List<Message> train(CaptionedRecipe recipe, String name) throws IOException {
    Path run = folder.resolve(name);
    try (TensorBoardLog board = new TensorBoardLog(run.resolve("tensorboard"), "seed: 7\n")) {
      TinyCaptioned.with(
          run,
          recipe,
          1,
          training -> training.train(new Interrupt(), TrainingProgress.SILENT, text -> {}, board));
    }
    try (Stream<Path> files = Files.list(run.resolve("tensorboard"))) {
      return files
          .sorted()
          .flatMap(file -> EventReader.read(file).stream())
          .filter(event -> event.has(5))
          .flatMap(event -> event.values().stream())
          .toList();
    }
  }

  private static List<Message> tagged(List<Message> values, String tag) {
    return values.stream().filter(value -> value.get(1).text().equals(tag)).toList();
  }

  private static double lastMean(List<Message> values, String tag) {
    List<Message> all = tagged(values, tag);
    Message histogram = all.get(all.size() - 1).get(5).message();
    return histogram.get(4).real() / histogram.get(3).real();
  }
}
