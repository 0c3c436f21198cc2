package dev.counterpoint.app.captioned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.app.captioned.evaluation.CaptionedEvaluation;
import dev.counterpoint.app.captioned.evaluation.CaptionedEvaluator;
import dev.counterpoint.app.captioned.evaluation.EvaluationSettings;
import dev.counterpoint.app.captioned.evaluation.NothingHeldOutException;
import dev.counterpoint.app.recipe.CaptionedRecipe;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.captioned.split.PictureSplit;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.text.labels.Label;
import dev.counterpoint.datasets.text.labels.PromptTemplates;
import dev.counterpoint.models.probe.FeatureMatrix;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptionedEvaluatorTest {

  private static final String CLIP = "image-caption-clip";

  @TempDir Path folder;

  @Test
  void retrievalIsThatOfAllPairsCompared() {
    CaptionedRecipe recipe = TinyCaptioned.recipe(CLIP);
    Path run = folder.resolve("run");
    TinyCaptioned.train(run, recipe);
    CaptionedEvaluation measured = TinyCaptioned.evaluate(run, recipe, false);

    TinyCaptioned.with(
        run,
        recipe,
        1,
        trained -> {
          TrainedTowers towers = trained.trained(text -> {});
          HeldOut heldOut = heldOut(towers);
          FeatureMatrix pictures = towers.embedPictures(heldOut.pictures());
          FeatureMatrix captions = towers.embedCaptions(heldOut.captions());
          assertThat(measured.captions()).isEqualTo(5 * measured.pictures());
          var found = measured.retrieval().captionToPicture().measured();
          assertThat(found.recallAt1())
              .isCloseTo(recall(captions, pictures, heldOut.pictureOf(), 1), within(1e-9));
          assertThat(found.recallAt5())
              .isCloseTo(recall(captions, pictures, heldOut.pictureOf(), 5), within(1e-9));
          return null;
        });
  }

  @Test
  void measuredAgainTheNumbersAreTheSame() {
    CaptionedRecipe recipe = TinyCaptioned.recipe(CLIP);
    Path run = folder.resolve("run");
    TinyCaptioned.train(run, recipe);

    CaptionedEvaluation first = TinyCaptioned.evaluate(run, recipe, true);
    CaptionedEvaluation second = TinyCaptioned.evaluate(run, recipe, true);

    assertThat(first).usingRecursiveComparison().ignoringFields("seconds").isEqualTo(second);
    assertThat(first.corruptions()).isNotEmpty();
    assertThat(first.captionShifts()).isNotEmpty();
    // Without a shift both are the retrieval itself.
    double recall = first.retrieval().captionToPicture().measured().recallAt10();
    assertThat(first.corruptions().get(0).recallAt10()).isEqualTo(recall);
    assertThat(first.captionShifts().get(0).recallAt10()).isEqualTo(recall);
  }

  @Test
  void aWrittenEvaluationIsReadAsItWas() {
    CaptionedRecipe recipe = TinyCaptioned.recipe("image-caption-text");
    Path run = folder.resolve("run");
    TinyCaptioned.train(run, recipe);
    CaptionedEvaluation measured = TinyCaptioned.evaluate(run, recipe, false);
    Path file = folder.resolve("retrieval.json");

    measured.write(file);

    assertThat(CaptionedEvaluation.read(file)).usingRecursiveComparison().isEqualTo(measured);
    assertThat(measured.retrieval()).isNull();
  }

  @Test
  void aModelSeesWhatItIsMeasuredOnAsItSawWhatItWasTrainedOn() {
    CaptionedRecipe recipe =
        TinyCaptioned.recipe(
            CLIP,
            "data.scaling=clip",
            "augmentation.cropArea=1",
            "augmentation.rotation=0",
            "augmentation.shift=0");
    try (CaptionedData data = CaptionedData.open(recipe.data(), nowhere());
        NDManager manager = NDManager.newBaseManager()) {
      RandomAddress root = RandomAddress.seed(1);
      CaptionedAssembly assembly = new CaptionedAssembly(recipe, root);
      PictureInput input = PictureInput.of(recipe.data());
      int[] order = data.order(root.purpose("order")).epoch(0);
      int[] first = Arrays.copyOf(order, 14);
      HeldOut measured = HeldOut.read(data.pictures(), first, input.preparation());
      var bytes = java.nio.ByteBuffer.allocateDirect(14 * 3 * 16 * 16);
      measured.pictures().forEach(bytes::put);
      float[] expected = input.scaled(input.unit(manager, bytes.flip(), 14)).toFloatArray();

      try (var tokenizer =
              dev.counterpoint.datasets.text.CaptionTokenizer.parse("t", assembly.tokenizer(data));
          CaptionedBatches batches = assembly.batches(data, tokenizer, 1)) {
        Batch batch = batches.batch(manager, 0, 0);
        assertThat(batch.get(Modality.IMAGE).toFloatArray()).containsExactly(expected);
      }
    }
  }

  @Test
  void picturesThatDoNotFitIntoMemoryAreTheSame() {
    CaptionedRecipe recipe = TinyCaptioned.recipe(CLIP);
    try (CaptionedData data = CaptionedData.open(recipe.data(), nowhere())) {
      var preparation = PictureInput.of(recipe.data()).preparation();
      int[] some = {0, 3, 5, 7};
      HeldOut all = HeldOut.read(data.pictures(), some, preparation);
      HeldOut two = HeldOut.read(data.pictures(), some, preparation, 2 * 3 * 16 * 16);

      assertThat(two.pictures()).containsExactlyElementsOf(all.pictures());
      assertThat(two.captions()).isEqualTo(all.captions());
      assertThat(HeldOut.select(two.pictures(), new int[] {3, 1}))
          .containsExactly(all.pictures().get(3), all.pictures().get(1));
    }
  }

  @Test
  void whatIsTransparentIsWhite() throws IOException {
    Path table = Tables.drawn(folder, 30, i -> i < 20 ? "train" : "test");
    BufferedImage clear = new BufferedImage(20, 10, BufferedImage.TYPE_INT_ARGB);
    clear.setRGB(10, 5, 0xFF000000);
    ImageIO.write(clear, "png", folder.resolve(Tables.name(25)).toFile());
    CaptionedRecipe recipe =
        TinyCaptioned.recipe(CLIP, TinyCaptioned.sources(table), "data.split=field");

    try (CaptionedData data = CaptionedData.open(recipe.data(), nowhere())) {
      byte[] planes =
          HeldOut.read(
                  data.pictures(), new int[] {25}, PictureInput.of(recipe.data()).preparation())
              .pictures()
              .get(0);
      assertThat(planes[0]).as("padding above").isEqualTo((byte) 255);
      assertThat(planes[8 * 16]).as("transparent at the left").isEqualTo((byte) 255);
      assertThat(IntStream.range(0, planes.length).map(i -> planes[i] & 0xFF))
          .as("the black pixel")
          .anyMatch(value -> value < 250);
    }
  }

  @Test
  void aPictureThatCannotBeUsedIsCounted() throws IOException {
    Path table = Tables.drawn(folder, 40, i -> i < 20 ? "train" : "test");
    java.nio.file.Files.delete(folder.resolve(Tables.name(25)));
    CaptionedRecipe recipe =
        TinyCaptioned.recipe(CLIP, TinyCaptioned.sources(table), "data.split=field");
    Path run = folder.resolve("run");
    TinyCaptioned.train(run, recipe);

    CaptionedEvaluation measured = TinyCaptioned.evaluate(run, recipe, false);

    assertThat(measured.bad()).isEqualTo(1);
    assertThat(measured.pictures()).isEqualTo(19);
  }

  @Test
  void aPartThatIsNotThereIsNamed() {
    CaptionedRecipe recipe = TinyCaptioned.recipe(CLIP, "data.heldOut=0", "data.validation=0.2");
    Path run = folder.resolve("run");
    TinyCaptioned.train(run, recipe);

    assertThatThrownBy(() -> TinyCaptioned.evaluate(run, recipe, false))
        .isInstanceOf(NothingHeldOutException.class)
        .hasMessageContaining("'test'")
        .hasMessageContaining("validation");
  }

  @Test
  void zeroShotIsThePromptThatIsNearest() {
    CaptionedRecipe recipe = TinyCaptioned.recipe(CLIP);
    Path run = folder.resolve("run");
    TinyCaptioned.train(run, recipe);
    List<String> names = List.of("circle", "square", "triangle");
    EvaluationSettings settings =
        EvaluationSettings.standard()
            .withoutShifts()
            .withLabels(names.stream().map(name -> new Label(name, name)).toList())
            .withTemplates(new PromptTemplates(List.of("a large {}")));

    TinyCaptioned.with(
        run,
        recipe,
        1,
        trained -> {
          TrainedTowers towers = trained.trained(text -> {});
          var scores = new CaptionedEvaluator(towers, settings).evaluate().zeroShot();
          HeldOut heldOut = heldOut(towers);
          FeatureMatrix pictures = towers.embedPictures(heldOut.pictures());
          FeatureMatrix prompts =
              towers.embedCaptions(names.stream().map(name -> "a large " + name).toList());
          int right = 0;
          int labeled = 0;
          for (int i = 0; i < heldOut.size(); i++) {
            int label = names.indexOf(heldOut.label(i).orElse(""));
            if (label >= 0) {
              labeled++;
              right += nearest(pictures, i, prompts) == label ? 1 : 0;
            }
          }
          assertThat(labeled).isPositive();
          assertThat(scores.accuracy()).isCloseTo(right / (double) labeled, within(1e-9));
          return null;
        });
  }

  @Test
  void examplesWithOneCaptionOrOnePictureAreOneGroup() {
    long[] groups =
        Repetition.groups(new int[] {1, 2, 3, 1, 5, 6}, List.of("a", "b", " A ", "c", "C", "d"));

    assertThat(groups).containsExactly(0, 1, 0, 0, 0, 5);
  }

  private static HeldOut heldOut(TrainedTowers towers) {
    return HeldOut.read(
        towers.data().pictures(),
        towers.data().split().part(PictureSplit.TEST),
        PictureInput.of(towers.recipe().data()).preparation());
  }

  private static SourceFinder nowhere() {
    return new SourceFinder(Optional.empty());
  }

  private static double cosine(FeatureMatrix a, int i, FeatureMatrix b, int j) {
    double sum = 0;
    for (int k = 0; k < a.columns(); k++) {
      sum += (double) a.at(i, k) * b.at(j, k);
    }
    return sum;
  }

  private static int nearest(FeatureMatrix queries, int query, FeatureMatrix candidates) {
    int best = 0;
    for (int j = 1; j < candidates.rows(); j++) {
      if (cosine(queries, query, candidates, j) > cosine(queries, query, candidates, best)) {
        best = j;
      }
    }
    return best;
  }

  private static double recall(FeatureMatrix queries, FeatureMatrix all, int[] right, int first) {
    int found = 0;
    for (int i = 0; i < queries.rows(); i++) {
      int better = 0;
      for (int j = 0; j < all.rows(); j++) {
        if (j != right[i] && cosine(queries, i, all, j) > cosine(queries, i, all, right[i])) {
          better++;
        }
      }
      found += better < first ? 1 : 0;
    }
    return found / (double) queries.rows();
  }
}
