package dev.counterpoint.app.captioned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.app.checkpoint.TrainState;
import dev.counterpoint.app.recipe.CaptionedRecipe;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.TrainingLoop.Ending;
import dev.counterpoint.app.training.TrainingProgress;
import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.datasets.safetensors.TensorEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A run on captioned pictures that was stopped and resumed is, bit by bit, the one that was not.
 */
class CaptionedResumeTest {

  private static final String CLIP = "image-caption-clip";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {CLIP, "image-caption-siglip", "image-caption-simclr", "image-caption-text"})
  void aRunOfShardsContinuesInTheMiddleOfAnEpochAndOfAShard(String base) {
    Path shards = TinyCaptioned.shards(folder.resolve("shards"));
    // A buffer smaller than a shard: the order goes through shards, and a stop is in one of them.
    assertSameBits(
        TinyCaptioned.recipe(base, TinyCaptioned.sources(shards), "data.shuffleBuffer=10"),
        1,
        2,
        5);
  }

  @Test
  void aRunInPartsOfBatchesContinues() {
    assertSameBits(TinyCaptioned.recipe(CLIP, "image.encoder=mlp", "objective.microBatch=5"), 2);
  }

  @Test
  void aRunOfSeveralSourcesWithoutACacheContinues() {
    Path shards = TinyCaptioned.shards(folder.resolve("shards"));
    assertSameBits(
        TinyCaptioned.recipe(
            CLIP,
            "data.sources=['drawn:60','" + shards + "']",
            "data.weights=[1,2]",
            "data.cacheMegabytes=0"),
        1,
        5);
  }

  @Test
  void aRunThatMeetsBadPicturesContinues() throws IOException {
    Path table = Tables.drawn(folder, 60, i -> "x");
    Files.delete(folder.resolve(Tables.name(7)));
    Files.writeString(folder.resolve(Tables.name(30)), "not a picture");
    assertSameBits(
        TinyCaptioned.recipe(
            CLIP, TinyCaptioned.sources(table), "data.heldOut=0", "training.batchSize=20"),
        1,
        4);
  }

  @Test
  void anotherSettingGivesOtherBits() {
    // Guards the comparison of this test: it must be able to tell two trainings apart.
    TinyCaptioned.train(folder.resolve("one"), TinyCaptioned.recipe(CLIP));
    TinyCaptioned.train(folder.resolve("two"), TinyCaptioned.recipe(CLIP, "text.wordDropout=0.5"));

    assertThat(TinyCaptioned.state(folder.resolve("one")).tensors())
        .isNotEqualTo(TinyCaptioned.state(folder.resolve("two")).tensors());
  }

  @Test
  void aShardThatVanishesEndsTheRunWhichContinuesWhenItIsBack() throws IOException {
    Path shards = TinyCaptioned.shards(folder.resolve("shards"));
    CaptionedRecipe recipe =
        TinyCaptioned.recipe(
            CLIP,
            TinyCaptioned.sources(shards),
            "data.cacheMegabytes=0",
            "training.epochs=8",
            "training.checkpointEvery=2");
    Path straight = folder.resolve("straight");
    TinyCaptioned.train(straight, recipe);
    Path shard = shards.resolve("000001.tar");
    Path away = folder.resolve("away.tar");
    Path run = folder.resolve("run");

    assertThatThrownBy(
            () ->
                TinyCaptioned.train(
                    run,
                    recipe,
                    1,
                    new Interrupt(),
                    (done, total, loss) -> {
                      if (done == 4) {
                        move(shard, away);
                      }
                    }))
        .isInstanceOf(CounterpointException.class)
        .hasMessageContaining("000001.tar")
        .hasMessageContaining("vanished")
        .hasMessageContaining("resume the run");

    assertThat(TinyCaptioned.state(run).step()).isGreaterThanOrEqualTo(4);
    move(away, shard);
    assertThat(TinyCaptioned.train(run, recipe)).isEqualTo(Ending.COMPLETE);
    assertThat(TinyCaptioned.state(run)).isEqualTo(TinyCaptioned.state(straight));
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertSameBits(CaptionedRecipe recipe, long... stops) {
    Path straight = folder.resolve("straight");
    TinyCaptioned.train(straight, recipe, 3, new Interrupt(), TrainingProgress.SILENT);
    Path stopped = folder.resolve("stopped");
    for (long stop : stops) {
      assertThat(TinyCaptioned.stopAt(stop, stopped, recipe)).isEqualTo(Ending.INTERRUPTED);
      assertThat(TinyCaptioned.state(stopped).step()).isEqualTo(stop);
    }
    assertThat(TinyCaptioned.train(stopped, recipe)).isEqualTo(Ending.COMPLETE);

    TrainState expected = TinyCaptioned.state(straight);
    TrainState found = TinyCaptioned.state(stopped);
    List<TensorEntry> tensors = expected.tensors();
    assertThat(tensors).extracting(TensorEntry::name).anyMatch(n -> n.startsWith("optimizer/"));
    for (int i = 0; i < tensors.size(); i++) {
      assertThat(found.tensors().get(i)).as(tensors.get(i).name()).isEqualTo(tensors.get(i));
    }
    assertThat(found).isEqualTo(expected);
    assertThat(TinyCaptioned.metrics(stopped)).isEqualTo(TinyCaptioned.metrics(straight));
  }
}
