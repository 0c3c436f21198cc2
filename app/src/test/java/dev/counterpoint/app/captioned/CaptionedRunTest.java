package dev.counterpoint.app.captioned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.counterpoint.app.captioned.evaluation.CaptionedEvaluation;
import dev.counterpoint.app.checkpoint.TrainState;
import dev.counterpoint.app.recipe.CaptionedRecipe;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.MetricsListener;
import dev.counterpoint.app.training.TrainingLoop.Ending;
import dev.counterpoint.app.training.TrainingProgress;
import dev.counterpoint.app.training.step.NotCacheableException;
import dev.counterpoint.datasets.captioned.split.PictureSplit;
import dev.counterpoint.datasets.safetensors.TensorEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a recipe of captioned pictures can ask for is trained. */
class CaptionedRunTest {

  private static final String CLIP = "image-caption-clip";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        CLIP,
        "image-caption-siglip",
        "image-caption-simclr",
        "image-caption-text",
      })
  void everyMethodIsTrainedAndMeasured(String base) {
    CaptionedRecipe recipe = TinyCaptioned.recipe(base);
    Path run = folder.resolve("run");

    assertThat(TinyCaptioned.train(run, recipe)).isEqualTo(Ending.COMPLETE);

    assertThat(TinyCaptioned.lines(run))
        .hasSize(3)
        .allSatisfy(line -> assertThat(line.get("loss").asDouble()).isFinite().isPositive());
    CaptionedEvaluation measured = TinyCaptioned.evaluate(run, recipe, false);
    assertThat(measured.step()).isEqualTo(6);
    assertThat(measured.pictures()).isBetween(5, 20);
    assertThat(measured.retrieval() != null).isEqualTo(recipe.hasText() && recipe.hasPictures());
    assertThat(measured.geometry().pictureUniformity() != null).isEqualTo(recipe.hasPictures());
    assertThat(measured.geometry().captionUniformity() != null).isEqualTo(recipe.hasText());
  }

  @Test
  void trainingBringsTheLossDown() {
    CaptionedRecipe recipe =
        TinyCaptioned.recipe(CLIP, "training.epochs=25", "optimizer.learningRate=0.01");
    Path run = folder.resolve("run");
    TinyCaptioned.train(run, recipe);

    var lines = TinyCaptioned.lines(run);
    double first = lines.get(0).get("loss").asDouble();
    assertThat(lines.get(lines.size() - 1).get("loss").asDouble()).isLessThan(0.7 * first);
  }

  @Test
  void batchesInPartsHaveTheLossesOfWholeBatches() {
    String encoder = "image.encoder=mlp";
    TinyCaptioned.train(folder.resolve("whole"), TinyCaptioned.recipe(CLIP, encoder));
    TinyCaptioned.train(
        folder.resolve("parts"), TinyCaptioned.recipe(CLIP, encoder, "objective.microBatch=5"));

    List<Double> whole = losses("whole");
    List<Double> parts = losses("parts");
    assertThat(parts).isNotEqualTo(List.of()).hasSameSizeAs(whole);
    for (int i = 0; i < whole.size(); i++) {
      assertThat(parts.get(i)).isCloseTo(whole.get(i), within(1e-5));
    }
  }

  @Test
  void anEncoderThatCannotBeCutIsRefusedByName() {
    CaptionedRecipe recipe = TinyCaptioned.recipe(CLIP, "objective.microBatch=7");

    assertThatThrownBy(() -> TinyCaptioned.train(folder.resolve("run"), recipe))
        .isInstanceOf(NotCacheableException.class)
        .hasMessageContaining("image-encoder")
        .hasMessageContaining("BatchNorm");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image", "text"})
  void aFrozenTowerStaysAsItBegan(String tower) {
    CaptionedRecipe recipe = TinyCaptioned.recipe(CLIP, tower + ".frozen=true");
    Path run = folder.resolve("run");
    TinyCaptioned.stopAt(1, run, recipe);
    List<TensorEntry> first = TinyCaptioned.state(run).tensors();
    TinyCaptioned.train(run, recipe);
    List<TensorEntry> last = TinyCaptioned.state(run).tensors();

    String frozen = tower.equals("image") ? "parameter/image-encoder" : "parameter/caption-encoder";
    assertThat(named(last, frozen)).isNotEmpty().isEqualTo(named(first, frozen));
    String trained =
        tower.equals("image") ? "parameter/caption-encoder" : "parameter/image-encoder";
    assertThat(named(last, trained)).isNotEmpty().isNotEqualTo(named(first, trained));
  }

  @Test
  void severalSourcesAreDrawnByTheirWeights() {
    Path shards = TinyCaptioned.shards(folder.resolve("shards"));
    CaptionedRecipe recipe =
        TinyCaptioned.recipe(
            CLIP, "data.sources=['drawn:60','" + shards + "']", "data.weights=[3,1]");
    int[] epoch =
        TinyCaptioned.with(
            folder.resolve("run"),
            recipe,
            1,
            run -> {
              run.train(new Interrupt(), TrainingProgress.SILENT, text -> {}, MetricsListener.NONE);
              return run.trained(text -> {})
                  .data()
                  .order(dev.counterpoint.datasets.random.RandomAddress.seed(1))
                  .epoch(0);
            });

    long first = IntStream.of(epoch).filter(index -> index < 60).count();
    assertThat(first / (double) epoch.length).isBetween(0.6, 0.9);
    assertThat(TinyCaptioned.lines(folder.resolve("run"))).isNotEmpty();
  }

  @Test
  void aSplitMayBeAColumn() throws IOException {
    Path table = table(i -> i % 3 == 0 ? "test" : "train");
    CaptionedRecipe recipe =
        TinyCaptioned.recipe(CLIP, TinyCaptioned.sources(table), "data.split=field");
    Path run = folder.resolve("run");
    TinyCaptioned.train(run, recipe);

    assertThat(TinyCaptioned.evaluate(run, recipe, false).pictures()).isEqualTo(10);
  }

  @Test
  void aSplitMayBeFilesOfNames() throws IOException {
    Path table = table(i -> "x");
    Path train = Files.writeString(folder.resolve("train.txt"), names(0, 20));
    Path test = Files.writeString(folder.resolve("test.txt"), names(20, 27));
    CaptionedRecipe recipe =
        TinyCaptioned.recipe(
            CLIP,
            TinyCaptioned.sources(table),
            "data.split=file",
            "data.splitFile='train=%s, test=%s'".formatted(train, test));
    Path run = folder.resolve("run");
    TinyCaptioned.train(run, recipe);

    assertThat(TinyCaptioned.evaluate(run, recipe, false).pictures()).isEqualTo(7);
  }

  @Test
  void aSplitByHashIsTheSameForEverySeed() {
    CaptionedRecipe recipe = TinyCaptioned.recipe(CLIP, "data.validation=0.2");
    try (CaptionedData one =
            CaptionedData.open(recipe.data(), new SourceFinder(java.util.Optional.empty()));
        CaptionedData again =
            CaptionedData.open(recipe.data(), new SourceFinder(java.util.Optional.empty()))) {
      for (String part : List.of(PictureSplit.TRAIN, PictureSplit.VALIDATION, PictureSplit.TEST)) {
        assertThat(one.split().part(part)).isNotEmpty().isEqualTo(again.split().part(part));
      }
      assertThat(one.fingerprints()).isEqualTo(again.fingerprints()).containsKey("split");
    }
  }

  @Test
  void aTokenizerThatIsGivenIsTaken() throws IOException {
    CaptionedRecipe recipe = TinyCaptioned.recipe(CLIP);
    TinyCaptioned.stopAt(1, folder.resolve("first"), recipe);
    Path given = folder.resolve("given.json");
    Files.copy(folder.resolve("first").resolve(CaptionedRun.TOKENIZER), given);
    CaptionedRecipe other =
        TinyCaptioned.recipe(CLIP, "text.tokenizer='" + given + "'", "data.sources=['drawn:90']");
    Path run = folder.resolve("run");
    TinyCaptioned.stopAt(1, run, other);

    assertThat(run.resolve(CaptionedRun.TOKENIZER)).hasSameBinaryContentAs(given);
    // From then on the run has its own.
    Files.delete(given);
    assertThat(TinyCaptioned.train(run, other)).isEqualTo(Ending.COMPLETE);
  }

  @Test
  void theNumberOfLoadersChangesNothing() {
    Path shards = TinyCaptioned.shards(folder.resolve("shards"));
    CaptionedRecipe recipe = TinyCaptioned.recipe(CLIP, TinyCaptioned.sources(shards));
    Path one = folder.resolve("one");
    Path four = folder.resolve("four");
    TinyCaptioned.train(one, recipe, 1, new Interrupt(), TrainingProgress.SILENT);
    TinyCaptioned.train(four, recipe, 4, new Interrupt(), TrainingProgress.SILENT);

    TrainState expected = TinyCaptioned.state(one);
    assertThat(TinyCaptioned.state(four)).isEqualTo(expected);
    assertThat(TinyCaptioned.metrics(four)).isEqualTo(TinyCaptioned.metrics(one));
  }

  @Test
  void whatIsLearnedOfTheObjectiveIsInEveryLine() {
    Path clip = folder.resolve("clip");
    Path sigLip = folder.resolve("siglip");
    TinyCaptioned.train(clip, TinyCaptioned.recipe(CLIP));
    TinyCaptioned.train(sigLip, TinyCaptioned.recipe("image-caption-siglip"));

    assertThat(TinyCaptioned.lines(clip))
        .allSatisfy(
            line -> {
              assertThat(line.get("logitScale").asDouble()).isCloseTo(1 / 0.07, within(1.0));
              assertThat(line.get("waitingShare").asDouble()).isBetween(0.0, 1.0);
              assertThat(line.has("logitBias")).isFalse();
            });
    assertThat(TinyCaptioned.lines(sigLip))
        .allSatisfy(
            line -> assertThat(line.get("logitBias").asDouble()).isCloseTo(-10, within(1.0)));
  }

  private List<Double> losses(String run) {
    return TinyCaptioned.lines(folder.resolve(run)).stream()
        .map(line -> line.get("loss").asDouble())
        .toList();
  }

  private static List<TensorEntry> named(List<TensorEntry> tensors, String prefix) {
    return tensors.stream().filter(tensor -> tensor.name().startsWith(prefix)).toList();
  }

  private Path table(java.util.function.IntFunction<String> part) throws IOException {
    return Tables.drawn(folder, 30, part);
  }

  private static String names(int from, int to) {
    List<String> names = new ArrayList<>();
    for (int i = from; i < to; i++) {
      names.add(Tables.name(i));
    }
    return String.join("\n", names);
  }
}
