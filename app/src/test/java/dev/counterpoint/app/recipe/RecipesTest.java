package dev.counterpoint.app.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.datasets.colored.ColorSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipesTest {

  private static final String CLIP = "colored-mnist-clip";

  static final List<String> BUILT_IN = Recipes.BUILT_IN;

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("BUILT_IN")
  void aPrintedRecipeLoadsAsTheSameRecipe(String name) throws IOException {
    Recipe recipe = Recipes.load(name, List.of());
    Path printed = Files.writeString(folder.resolve("recipe.yaml"), Recipes.toYaml(recipe));

    assertThat(Recipes.load(printed.toString(), List.of())).isEqualTo(recipe);
  }

  @ParameterizedTest
  @FieldSource("BUILT_IN")
  void aRecipeThatComesWithTheProgramHasEveryKeyInItsPlace(String name) throws IOException {
    RecipeFormat format = new RecipeFormat();
    try (InputStream in = Recipes.class.getResourceAsStream("/recipes/" + name + ".yaml")) {
      List<String> written = paths("", format.mapper().readTree(in));
      String all = Recipes.toYaml(Recipes.load(name, List.of()));

      assertThat(written).isEqualTo(paths("", format.mapper().readTree(all)));
    }
  }

  @Test
  void settingsAreLaidOverTheRecipeInTheirOrder() {
    Recipe recipe =
        Recipes.load(
            CLIP,
            List.of(
                "training.epochs=3",
                "training.epochs=7",
                "data.colorSource=clean-label", //
                "objective.learnTemperature=true",
                "optimizer.learningRate=3e-4"));

    assertThat(recipe.training().epochs()).isEqualTo(7);
    assertThat(recipe.data().colorSource()).isEqualTo(ColorSource.CLEAN_LABEL);
    assertThat(recipe.objective().learnTemperature()).isTrue();
    assertThat(recipe.optimizer().learningRate()).isEqualTo(3e-4);
    assertThat(recipe.training().batchSize()).isEqualTo(256);
  }

  @Test
  void aMapOfSettingsDoesTheSame() {
    assertThat(Recipes.load(CLIP, Map.of("training.epochs", 2)))
        .isEqualTo(Recipes.load(CLIP, List.of("training.epochs=2")));
  }

  @Test
  void aFileIsLaidOverItsBase() {
    Recipe recipe = file("base: colored-mnist-simclr\ntraining:\n  epochs: 2\n");

    assertThat(recipe)
        .isEqualTo(Recipes.load("colored-mnist-simclr", List.of("training.epochs=2")));
  }

  @Test
  void aFileWithoutABaseIsLaidOverTheMultiModalRecipe() {
    assertThat(file("training:\n  epochs: 2\n"))
        .isEqualTo(Recipes.load(CLIP, List.of("training.epochs=2")));
  }

  @Test
  void anUnknownBaseNamesTheNearest() {
    assertRecipeError(() -> file("base: colored-mnist-simclear\n"))
        .hasMessageContaining("no base recipe 'colored-mnist-simclear'")
        .hasMessageContaining("Did you mean colored-mnist-simclr?");
  }

  @Test
  void anUnknownRecipeNamesTheNearest() {
    assertRecipeError(() -> Recipes.load("coloured-mnist-clip", List.of()))
        .hasMessageContaining("no recipe 'coloured-mnist-clip'")
        .hasMessageContaining("Did you mean colored-mnist-clip?");
  }

  @ParameterizedTest
  @CsvSource({
    "training.epoch=3, training.epoch, training.epochs",
    "epochs=3, epochs, training.epochs",
    "optimiser.learningRate=1, optimiser, optimizer",
    "objective.learningRate=1, objective.learningRate, optimizer.learningRate",
    "data.captionsForm=sentence, data.captionsForm, data.captionForm",
    "DATA.labelNoise=1, DATA, data",
  })
  void anUnknownKeyNamesTheNearest(String setting, String key, String nearest) {
    assertRecipeError(setting)
        .hasMessageContaining("recipe key " + key + " is unknown")
        .hasMessageContaining("Did you mean " + nearest + "?");
  }

  @Test
  void captionsAreCodesUnlessSentencesAreAskedFor() {
    assertThat(Recipes.load(CLIP, List.of()).data().captionForm())
        .isEqualTo(Recipe.CaptionForm.ONE_HOT);
    Recipe words =
        Recipes.load(CLIP, List.of("data.captionForm=sentence", "encoder.sentence=bag-of-words"));
    assertThat(words.data().captionForm()).isEqualTo(Recipe.CaptionForm.SENTENCE);
    assertThat(words.encoder().sentence()).isEqualTo("bag-of-words");
  }

  @ParameterizedTest
  @CsvSource({
    "data.captionForm=sentences, sentence",
    "encoder.sentence=bag-of-word, bag-of-words",
    "encoder.sentence=text-tinny, text-tiny",
  })
  void anUnknownFormOrEncoderOfCaptionsNamesTheNearest(String setting, String nearest) {
    assertRecipeError(setting)
        .hasMessageContaining(setting.substring(0, setting.indexOf('=')))
        .hasMessageContaining("The nearest valid value is " + nearest + ".");
  }

  @Test
  void anUnknownKeyInAFileNamesTheNearest() {
    assertRecipeError(() -> file("data:\n  labelnoise: 0.2\n"))
        .hasMessageContaining("recipe key data.labelnoise is unknown")
        .hasMessageContaining("Did you mean data.labelNoise?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.labelNoise=1.5       | between 0 and 1  | 1.5  | 1",
        "data.labelNoise=-0.1      | between 0 and 1  | -0.1 | 0",
        "objective.temperature=0   | above 0          | 0    | 0.01",
        "optimizer.learningRate=-1 | above 0          | -1   | 0.001",
        "optimizer.learningRate=1e999 | above 0       | Infinity | 0.001",
        "optimizer.weightDecay=1e999 | at least 0     | Infinity | 0",
        "training.epochs=99999999999 | at most 2147483647 | 99999999999 | 2147483647",
        "augmentation.cropArea=0   | between 0.01 and 1 | 0  | 0.01",
        "augmentation.rotation=181 | between 0 and 180 | 181 | 180",
        "training.epochs=0         | at least 1       | 0    | 1",
        "training.batchSize=-5     | at least 1       | -5   | 1",
        "encoder.embedding=1       | at least 2       | 1    | 2",
        "data.testEnvironment=3    | between 0 and 2  | 3    | 2",
      })
  void aValueOutOfRangeNamesKeyRangeAndTheNearestValidValue(
      String setting, String range, String found, String nearest) {
    String key = setting.substring(0, setting.indexOf('='));
    assertRecipeError(setting)
        .hasMessageContaining("recipe value %s: expected %s, found %s".formatted(key, range, found))
        .hasMessageContaining("The nearest valid value is " + nearest + ".");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "training.epochs=many",
        "training.epochs=2.5",
        "training.epochs=true",
        "training.epochs='3'",
        "training.epochs=NaN",
        "training.epochs=",
        "training.epochs=[3]",
        "training.epochs.first=3",
        "objective.temperature=warm",
        "objective.temperature=NaN",
        "objective.temperature=.nan",
        "optimizer.learningRate=.inf",
        "objective.temperature=",
        "objective.learnTemperature=1",
        "objective.learnTemperature=maybe",
        "encoder.type=",
        "encoder.type=[a]",
        "method=",
        "method=3",
        "data.placement=null",
      })
  void aValueOfTheWrongTypeNamesItsKey(String setting) {
    String key = setting.substring(0, setting.indexOf('=')).replace(".first", "");
    assertRecipeError(setting).hasMessageContaining("recipe value " + key + ": expected");
  }

  @Test
  void anUnknownWordNamesTheNearestAndAllThatAreKnown() {
    assertRecipeError("data.protocol=huang")
        .hasMessageContaining("data.protocol: expected one of [huang2024, irm, domainbed]")
        .hasMessageContaining("found huang")
        .hasMessageContaining("The nearest valid value is huang2024.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet", "ResNet18", "resnet-18", "resnet50"})
  void anUnknownEncoderIsRefusedBeforeAnythingRuns(String name) {
    assertRecipeError("encoder.type=" + name)
        .hasMessageContaining("recipe value encoder.type: expected one of")
        .hasMessageContaining("found " + name)
        .hasMessageContaining("The nearest valid value is resnet18.");
  }

  @Test
  void aNumberThatIsNoneIsOutOfEveryRange() {
    assertRecipeError(() -> new Recipe.Objective(Double.NaN, false))
        .hasMessageContaining("objective.temperature: expected above 0, found NaN");
    assertRecipeError(() -> new Recipe.AugmentationSettings(1, 0, Double.NaN, 0, 0, 0, 0))
        .hasMessageContaining("augmentation.rotation: expected between 0 and 180, found NaN");
  }

  @Test
  void aKeyGivenTwiceIsAnErrorWithItsLine() {
    assertRecipeError(() -> file("training:\n  epochs: 2\n  epochs: 3\n"))
        .hasMessageContaining("recipe.yaml, line 3")
        .hasMessageContaining("epochs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3", "- a\n- b\n", "just text"})
  void aFileThatIsNoListOfKeysIsRefused(String text) {
    assertRecipeError(() -> file(text)).hasMessageContaining("recipe.yaml");
  }

  @Test
  void brokenYamlNamesFileAndLine() {
    assertRecipeError(() -> file("training:\n  epochs: [1\nmethod: clip\n"))
        .hasMessageContaining("recipe.yaml, line");
  }

  @Test
  void aFileThatIsNotTextIsRefused() throws IOException {
    Path file = folder.resolve("recipe.yaml");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    assertRecipeError(() -> Recipes.load(file.toString(), List.of()))
        .hasMessageContaining(file.toString());
  }

  @Test
  void aSectionGivenAsAValueNamesItsKeys() {
    assertRecipeError("training=3")
        .hasMessageContaining("recipe key training is a section")
        .hasMessageContaining("epochs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"training.epochs", "=3", "", "training..epochs=3", ".=3"})
  void aSettingThatIsNoKeyWithAValueIsRefused(String setting) {
    assertRecipeError(setting);
  }

  @ParameterizedTest
  @ValueSource(strings = {"colored-mnist-clip", "colored-mnist-simclr"})
  void aContrastiveLossNeedsMoreThanOneExample(String name) {
    assertRecipeError(() -> Recipes.load(name, List.of("training.batchSize=1")))
        .hasMessageContaining("training.batchSize")
        .hasMessageContaining("needs other examples")
        .hasMessageContaining("The nearest valid value is 2");
  }

  @Test
  void supervisedTrainingMayTakeOneExampleAtATime() {
    Recipe recipe = Recipes.load("colored-mnist-supervised", List.of("training.batchSize=1"));
    assertThat(recipe.training().batchSize()).isEqualTo(1);
  }

  @Test
  void captionsExistForTenDigitsOnly() {
    assertRecipeError("data.protocol=irm").hasMessageContaining("clip needs captions");
  }

  private Recipe file(String yaml) {
    try {
      Path file = Files.writeString(folder.resolve("recipe.yaml"), yaml);
      return Recipes.load(file.toString(), List.of());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static AbstractThrowableAssert<?, ?> assertRecipeError(String setting) {
    return assertRecipeError(() -> Recipes.load(CLIP, List.of(setting)));
  }

  private static AbstractThrowableAssert<?, ?> assertRecipeError(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return assertThatThrownBy(call).isInstanceOf(RecipeException.class);
  }

  private static List<String> paths(String prefix, JsonNode tree) {
    List<String> paths = new ArrayList<>();
    tree.properties()
        .forEach(
            entry -> {
              if (entry.getValue().isObject()) {
                paths.addAll(paths(prefix + entry.getKey() + ".", entry.getValue()));
              } else {
                paths.add(prefix + entry.getKey());
              }
            });
    return paths;
  }
}
