package dev.counterpoint.inference.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.counterpoint.datasets.picture.file.Picture;
import dev.counterpoint.inference.Classification;
import dev.counterpoint.inference.Classifier;
import dev.counterpoint.inference.ImageModel;
import dev.counterpoint.inference.Layer;
import dev.counterpoint.inference.NoClassesException;
import dev.counterpoint.inference.TestBundles;
import dev.counterpoint.inference.bundle.Bundle;
import dev.counterpoint.inference.bundle.BundleWriter;
import dev.counterpoint.inference.config.BundleConfig;
import dev.counterpoint.inference.config.MalformedConfigException;
import dev.counterpoint.inference.files.MissingBundleFileException;
import dev.counterpoint.inference.runtime.RuntimeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextModelTest {

  private static final RuntimeOptions OPTIONS = RuntimeOptions.standard();

  @TempDir Path folder;

  private Bundle twoTower() {
    return TestBundles.twoTower().write(folder.resolve("bundle"));
  }

  @Test
  void aSentenceHasTheDirectionOfItsWords() {
    twoTower();
    try (TextModel model = TextModel.open(folder.resolve("bundle"))) {
      float[] red = model.embed("Red red");
      assertThat(red[0]).isCloseTo(1, within(0.01f));
      assertThat(red[1]).isCloseTo(red[2], within(1e-6f));
      assertThat(model.width()).isEqualTo(3);
      assertThat(model.length()).isEqualTo(TestBundles.LENGTH);
    }
  }

  @Test
  void manyTextsGetWhatEachGetsAloneAndTruncationIsCounted() {
    try (TextModel model = TextModel.open(twoTower(), OPTIONS.withBatch(2))) {
      List<String> texts =
          List.of("red", "a green", "a a a a a a blue", "blue", "of a red a blue a green");
      TextEmbeddings embedded = model.embed(texts);
      assertThat(embedded.truncated()).isEqualTo(2);
      for (int i = 0; i < texts.size(); i++) {
        // ONNX Runtime sums in another order for another batch: the last bit may differ.
        assertThat(embedded.vectors().row(i))
            .containsExactly(model.embed(texts.get(i)), within(1e-6f));
      }
    }
  }

  @Test
  void severalThreadsGetTheSame() {
    try (TextModel model = TextModel.open(twoTower(), OPTIONS)) {
      float[] alone = model.embed("a red of blue");
      List<float[]> together =
          IntStream.range(0, 200)
              .parallel()
              .mapToObj(i -> model.embed("a red of blue"))
              .collect(Collectors.toList());
      assertThat(together).allSatisfy(vector -> assertThat(vector).isEqualTo(alone));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void aTextWithoutAWordIsRefused(String text) {
    try (TextModel model = TextModel.open(twoTower(), OPTIONS)) {
      assertThatThrownBy(() -> model.embed(List.of("red", text)))
          .isInstanceOf(BlankTextException.class)
          .hasMessageContaining("text 2 of 2 is empty");
    }
  }

  @Test
  void anyUnicodeIsEncoded() {
    try (TextModel model = TextModel.open(twoTower(), OPTIONS)) {
      assertThat(model.embed("\uD83D\uDE00 \u4E2D \u0000 \u202E e\u0301")).hasSize(3);
    }
  }

  @Test
  void aModelWithoutAnEncoderOfSentencesSaysSo() {
    Bundle bundle = TestBundles.zeroShot(10).write(folder.resolve("bundle"));
    assertThatThrownBy(() -> TextModel.open(bundle, OPTIONS))
        .isInstanceOf(NoTextTowerException.class)
        .hasMessageContaining("has no encoder of sentences");
  }

  @Test
  void aModelOfFixedCaptionsSaysSo() {
    Bundle shipped =
        Bundle.open(dev.counterpoint.inference.ShippedModels.files("colored-mnist-multi"));
    assertThatThrownBy(() -> TextModel.open(shipped, OPTIONS))
        .isInstanceOf(NoTextTowerException.class)
        .hasMessageContaining("captions of a fixed list only");
  }

  @Test
  void aClosedModelIsRefused() {
    TextModel model = TextModel.open(twoTower(), OPTIONS);
    model.close();
    assertThatThrownBy(() -> model.embed("red")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aBundleWithoutItsTokenizerIsRefused() {
    BundleWriter writer =
        new BundleWriter(
                TestBundles.twoTowerConfig(),
                TestBundles.preparation(2),
                twoTower().file("model.onnx").orElseThrow())
            .textModel(twoTowerFile("text_model.onnx"));
    assertThatThrownBy(() -> writer.write(folder.resolve("second")))
        .isInstanceOf(MissingBundleFileException.class)
        .hasMessageContaining("tokenizer.json");
  }

  private byte[] twoTowerFile(String name) {
    return Bundle.open(folder.resolve("bundle")).file(name).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/text_config | vocab_size | 5 | text_config.vocab_size: is 5, but tokenizer.json has 8",
        "/text_config | bos_token_id | 3 | bos_token_id: is 3, but tokenizer.json has 0",
        "/text_config | max_position_embeddings | 9 | graphs.text.inputs: expected only",
        "/graphs/text/outputs/0 | name | \"embeds\" | graphs.text.outputs: expected",
        "/graphs/text/inputs/0 | dtype | \"float32\" | graphs.text.inputs: expected only",
      })
  void partsThatDoNotFitTogetherAreNamed(String at, String key, String value, String message)
      throws IOException {
    twoTower();
    ObjectMapper json = new ObjectMapper();
    ObjectNode tree = (ObjectNode) json.readTree(TestBundles.twoTowerConfig().json());
    ((ObjectNode) tree.at(at)).set(key, json.readTree(value));
    BundleConfig changed = BundleConfig.parse("changed", json.writeValueAsBytes(tree));
    BundleWriter writer =
        new BundleWriter(changed, TestBundles.preparation(2), twoTowerFile("model.onnx"))
            .textModel(twoTowerFile("text_model.onnx"), TestBundles.tokenizer());
    assertThatThrownBy(
            () -> TextModel.open(writer.write(folder.resolve("second")), OPTIONS).close())
        .isInstanceOf(MalformedConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void classesGivenByNameClassifyPictures() {
    Bundle bundle = twoTower();
    try (ImageModel images = ImageModel.open(bundle, OPTIONS);
        TextModel texts = TextModel.open(bundle, OPTIONS)) {
      LabelPrompts prompts = new LabelPrompts(List.of("blue", " red "), List.of("a {}", "{} of a"));
      Classifier classifier = prompts.classifier(bundle, texts);
      byte[] rgb = {9, 0, 0, 9, 0, 0, 9, 0, 0, 9, 0, 0};
      Classification found =
          classifier.classify(images.encode(new Picture(2, 2, rgb), Layer.EMBEDDING));
      assertThat(found.best().label()).isEqualTo("red");
      assertThat(found.best().probability()).isGreaterThan(0.99);
      assertThatThrownBy(() -> images.classify(new Picture(2, 2, rgb)))
          .isInstanceOf(NoClassesException.class)
          .hasMessageContaining("--labels");
    }
  }

  @Test
  void labelsAndPromptsThatMakeNoClassesAreRefused() {
    assertThatThrownBy(() -> new LabelPrompts(List.of("a", "a"), LabelPrompts.PLAIN))
        .isInstanceOf(PromptException.class)
        .hasMessageContaining("'a' is there twice");
    assertThatThrownBy(() -> new LabelPrompts(List.of("a", ""), LabelPrompts.PLAIN))
        .isInstanceOf(PromptException.class);
    assertThatThrownBy(() -> new LabelPrompts(List.of("a"), List.of("a photo")))
        .isInstanceOf(PromptException.class)
        .hasMessageContaining("the prompt 'a photo' has no {}");
  }
}
