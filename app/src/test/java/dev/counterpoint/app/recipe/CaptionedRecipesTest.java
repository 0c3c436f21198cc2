package dev.counterpoint.app.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptionedRecipesTest {

  private static final String CLIP = "image-caption-clip";

  static final List<String> BUILT_IN = CaptionedRecipes.BUILT_IN;

  @TempDir Path folder;

  /** What is compared in {@code reproduce image-caption} differs in what is compared alone. */
  @Test
  void theBagOfWordsDiffersInItsEncoderAlone() {
    assertThat(CaptionedRecipes.load("image-caption-words", List.of("text.encoder=text-context")))
        .isEqualTo(CaptionedRecipes.load(CLIP, List.of()));
  }

  @ParameterizedTest
  @FieldSource("BUILT_IN")
  void aPrintedRecipeLoadsAsTheSameRecipe(String name) throws IOException {
    CaptionedRecipe recipe = CaptionedRecipes.load(name, List.of("data.sources=[a, 'b:1']"));
    Path printed =
        Files.writeString(folder.resolve("recipe.yaml"), CaptionedRecipes.toYaml(recipe));

    assertThat(CaptionedRecipes.load(printed.toString(), List.of())).isEqualTo(recipe);
  }

  @ParameterizedTest
  @FieldSource("BUILT_IN")
  void aRecipeThatComesWithTheProgramHasEveryKeyInItsPlace(String name) throws IOException {
    RecipeFormat format = new RecipeFormat();
    try (InputStream in = Recipes.class.getResourceAsStream("/recipes/" + name + ".yaml")) {
      List<String> written = paths("", format.mapper().readTree(in));
      String all = CaptionedRecipes.toYaml(CaptionedRecipes.load(name, List.of()));

      assertThat(written).isEqualTo(paths("", format.mapper().readTree(all)));
    }
  }

  @Test
  void aFileIsLaidOverItsBase() {
    assertThat(file("base: image-caption-siglip\ntraining:\n  epochs: 2\n"))
        .isEqualTo(CaptionedRecipes.load("image-caption-siglip", List.of("training.epochs=2")));
    assertThat(file("training:\n  epochs: 2\n"))
        .isEqualTo(CaptionedRecipes.load(CLIP, List.of("training.epochs=2")));
  }

  @ParameterizedTest
  @CsvSource({
    "training.epoch=3, training.epoch, training.epochs",
    "data.source=x, data.source, data.sources",
    "data.heldout=0.2, data.heldout, data.heldOut",
    "text.tokeniser=x, text.tokeniser, text.tokenizer",
    "picture.encoder=vit, picture, image",
    "objective.microbatch=8, objective.microbatch, objective.microBatch",
  })
  void anUnknownKeyNamesTheNearest(String setting, String key, String nearest) {
    var error = assertRecipeError(setting).hasMessageContaining("recipe key " + key);
    if (!nearest.equals("image")) {
      error.hasMessageContaining("Did you mean " + nearest + "?");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.heldOut=0.95            | between 0 and 0.9       | 0.95 | 0.9",
        "data.validation=-1           | between 0 and 0.9       | -1   | 0",
        "data.side=4                  | between 8 and 1024      | 4    | 8",
        "data.background=256          | between 0 and 255       | 256  | 255",
        "data.shuffleBuffer=0         | at least 1              | 0    | 1",
        "data.cacheMegabytes=-1       | at least 0              | -1   | 0",
        "data.keywordShare=1          | between 0 and 0.9       | 1    | 0.9",
        "data.maximumBad=2            | between 0 and 1         | 2    | 1",
        "image.features=0             | at least 1              | 0    | 1",
        "text.features=0              | at least 1              | 0    | 1",
        "text.vocabulary=100          | between 515 and 1000000 | 100  | 515",
        "text.length=3                | between 4 and 1024      | 3    | 4",
        "text.wordDropout=1           | between 0 and 0.9       | 1    | 0.9",
        "text.tokenSplitting=-1       | between 0 and 0.9       | -1   | 0",
        "embedding=1                  | at least 2              | 1    | 2",
        "objective.temperature=0      | above 0                 | 0    | 0.01",
        "objective.microBatch=-1      | at least 0              | -1   | 0",
        "training.batchSize=1         | at least 2              | 1    | 2",
      })
  void aValueOutOfRangeNamesKeyRangeAndTheNearestValidValue(
      String setting, String range, String found, String nearest) {
    String key = setting.substring(0, setting.indexOf('='));
    assertRecipeError(setting)
        .hasMessageContaining("recipe value %s: expected %s, found %s".formatted(key, range, found))
        .hasMessageContaining("The nearest valid value is " + nearest + ".");
  }

  @ParameterizedTest
  @CsvSource({
    "image.encoder=resnet-18, resnet18",
    "image.encoder=vit_tiny, vit-tiny",
    "text.encoder=bagofwords, bag-of-words",
    "text.encoder=text-tin, text-tiny",
  })
  void anUnknownEncoderNamesTheNearest(String setting, String nearest) {
    assertRecipeError(setting).hasMessageContaining("The nearest valid value is " + nearest + ".");
  }

  @ParameterizedTest
  @CsvSource({
    "method=clib, clip",
    "data.split=hashed, hash",
    "data.shape=padded, pad",
    "data.scaling=imagnet, imagenet",
    "objective.repeats=masked, mask",
    "text.pooling=causal, causal-end",
  })
  void anUnknownWordNamesTheNearest(String setting, String nearest) {
    assertRecipeError(setting)
        .hasMessageContaining("expected one of")
        .hasMessageContaining("The nearest valid value is " + nearest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data.sources=photos",
        "data.sources=[[a]]",
        "data.weights=[a]",
        "data.side=many",
        "data.heldOut=",
        "image.frozen=1",
        "text.tokenizer=[a]",
      })
  void aValueOfTheWrongTypeNamesItsKey(String setting) {
    String key = setting.substring(0, setting.indexOf('='));
    assertRecipeError(setting).hasMessageContaining("recipe value " + key);
  }

  @Test
  void everySourceHasAWeightOrNone() {
    assertRecipeError(
            () -> CaptionedRecipes.load(CLIP, List.of("data.sources=[a, b]", "data.weights=[1]")))
        .hasMessageContaining("data.weights: expected one for each of the 2 sources, found 1");
  }

  @Test
  void aPartOfABatchIsNotLargerThanTheBatch() {
    assertRecipeError("objective.microBatch=1000")
        .hasMessageContaining("at most the batch of 256, found 1000");
  }

  @ParameterizedTest
  @CsvSource({
    "image-caption-simclr, image.frozen=true",
    "image-caption-simclr, image.weights=clip.safetensors",
    "image-caption-text, text.frozen=true",
    "image-caption-text, text.weights=clip.safetensors",
  })
  void whatAMethodWouldNotHeedIsRefused(String name, String setting) {
    String key = setting.substring(0, setting.indexOf('='));
    assertRecipeError(() -> CaptionedRecipes.load(name, List.of(setting)))
        .hasMessageContaining("recipe value " + key);
  }

  @Test
  void aRecipeOfARunOfTheOtherKindNamesItsCommands() throws IOException {
    String digits = Recipes.toYaml(Recipes.load("colored-mnist-clip", List.of()));
    String captions = CaptionedRecipes.toYaml(CaptionedRecipes.load(CLIP, List.of()));

    assertRecipeError(() -> file(digits))
        .hasMessageContaining("is not one of 'train clip'")
        .hasMessageContaining("It is one of 'train', whose runs are measured by 'evaluate'");
    Path file = Files.writeString(folder.resolve("recipe.yaml"), captions);
    assertRecipeError(() -> Recipes.load(file.toString(), List.of()))
        .hasMessageContaining("It is one of 'train clip'")
        .hasMessageContaining("'evaluate retrieval'");
  }

  @Test
  void pathsAreSeenFromElsewhere() {
    CaptionedRecipe recipe =
        CaptionedRecipes.load(
            CLIP,
            List.of(
                "data.splitFile='train=a.txt, test=b.txt'",
                "data.imageFolder=pictures",
                "text.tokenizer=t.json",
                "image.weights='zoo:resnet'",
                "text.weights=w.safetensors"));

    CaptionedRecipe elsewhere = recipe.withFiles(List.of("s"), path -> "/x/" + path);

    assertThat(elsewhere.data().sources()).containsExactly("s");
    assertThat(elsewhere.data().splitFile().replace(" ", ""))
        .isEqualTo("train=/x/a.txt,test=/x/b.txt");
    assertThat(elsewhere.data().imageFolder()).isEqualTo("/x/pictures");
    assertThat(elsewhere.text().tokenizer()).isEqualTo("/x/t.json");
    assertThat(elsewhere.image().weights()).isEqualTo("zoo:resnet");
    assertThat(elsewhere.text().weights()).isEqualTo("/x/w.safetensors");
    CaptionedRecipe plain = CaptionedRecipes.load(CLIP, List.of());
    assertThat(plain.withFiles(List.of(), path -> "/x/" + path)).isEqualTo(plain);
  }

  private CaptionedRecipe file(String yaml) {
    try {
      Path file = Files.writeString(folder.resolve("recipe.yaml"), yaml);
      return CaptionedRecipes.load(file.toString(), List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AbstractThrowableAssert<?, ?> assertRecipeError(String setting) {
    return assertRecipeError(() -> CaptionedRecipes.load(CLIP, List.of(setting)));
  }

  private static AbstractThrowableAssert<?, ?> assertRecipeError(ThrowingCallable call) {
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
