package dev.counterpoint.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelZoo;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import ai.djl.util.Utils;
import dev.counterpoint.datasets.picture.file.Picture;
import dev.counterpoint.inference.ImageModel;
import dev.counterpoint.inference.Pictures;
import dev.counterpoint.inference.TestBundles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles as users of DJL load them, without PyTorch. */
class CriteriaTest {

  @TempDir Path folder;
  private Path bundle;
  private Path red;
  private Path green;

  @BeforeAll
  static void engineFirst() {
    DjlOnnxRuntime.prepare();
  }

  @BeforeEach
  void write() throws IOException {
    System.setProperty("DJL_CACHE_DIR", folder.resolve("cache").toString());
    bundle = folder.resolve("bundle");
    TestBundles.zeroShot(10).write(bundle);
    red = Pictures.write(folder.resolve("red.png"), picture(200, 0));
    green = Pictures.write(folder.resolve("green.png"), picture(10, 150));
  }

  @AfterEach
  void reset() {
    System.clearProperty("DJL_CACHE_DIR");
  }

  @Test
  void thereIsNoPyTorchHere() {
    assertThatThrownBy(() -> Class.forName("ai.djl.pytorch.engine.PtEngine"))
        .isInstanceOf(ClassNotFoundException.class);
    assertThat(Engine.getAllEngines()).doesNotContain("PyTorch");
  }

  @Test
  void aFolderClassifiesAsOurOwnApiDoes() throws Exception {
    Criteria<Image, Classifications> criteria =
        Criteria.builder()
            .setTypes(Image.class, Classifications.class)
            .optModelPath(bundle)
            .optTranslatorFactory(new BundleTranslatorFactory())
            .build();
    try (ZooModel<Image, Classifications> model = criteria.loadModel();
        Predictor<Image, Classifications> predictor = model.newPredictor();
        ImageModel ours = ImageModel.open(bundle)) {
      List<Image> images = new ArrayList<>();
      images.add(ImageFactory.getInstance().fromFile(red));
      images.add(ImageFactory.getInstance().fromFile(green));
      List<Classifications> found = predictor.batchPredict(images);

      assertThat(found.get(0).best().getClassName()).isEqualTo("red");
      assertThat(found.get(1).best().getClassName()).isEqualTo("green");
      assertThat(found.get(1).best().getProbability())
          .isCloseTo(ours.classify(green).best().probability(), within(1e-6));
    }
  }

  @Test
  void anAddressOfAFolderEmbeds() throws Exception {
    Criteria<Path, float[]> criteria =
        Criteria.builder()
            .setTypes(Path.class, float[].class)
            .optModelUrls(bundle.toUri().toString())
            .optTranslatorFactory(new BundleTranslatorFactory())
            .optArgument("layer", "features")
            .build();
    try (ZooModel<Path, float[]> model = criteria.loadModel();
        Predictor<Path, float[]> predictor = model.newPredictor()) {
      assertThat(predictor.predict(red))
          .containsExactly(new float[] {4 * 200 / 255f, 0, 0}, within(1e-5f));
    }
  }

  @Test
  void servingNeedsNoCode() throws Exception {
    Criteria<Input, Output> criteria =
        Criteria.builder().setTypes(Input.class, Output.class).optModelPath(bundle).build();
    try (ZooModel<Input, Output> model = criteria.loadModel();
        Predictor<Input, Output> predictor = model.newPredictor()) {
      Input request = new Input();
      request.add("data", Files.readAllBytes(green));
      Output answer = predictor.predict(request);
      assertThat(answer.getProperties()).containsEntry("Content-Type", "application/json");
      assertThat(answer.getData().getAsString()).contains("\"className\":\"green\"");

      Input bad = new Input();
      bad.add("data", "no picture".getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(() -> predictor.predict(bad))
          .isInstanceOf(TranslateException.class)
          .hasMessageContaining("request");
    }
  }

  @Test
  void shippedModelsAreLoadedByGroupAndArtifact() throws Exception {
    assertThat(ModelZoo.getModelZoo("dev.counterpoint").getModelLoader("tiny-colors")).isNotNull();
    try (ZooModel<Image, Classifications> model = shipped().loadModel();
        Predictor<Image, Classifications> predictor = model.newPredictor()) {
      Image image = ImageFactory.getInstance().fromFile(green);
      assertThat(predictor.predict(image).best().getClassName()).isEqualTo("green");
    }
  }

  @Test
  void aDamagedCacheIsRepaired() throws Exception {
    shipped().loadModel().close();
    Path unpacked = UnpackedModels.unpack("tiny-colors");
    // The environment may name another cache than this test.
    assertThat(unpacked).startsWithRaw(Utils.getCacheDir());
    Files.write(unpacked.resolve("model.onnx"), new byte[10]);
    try (ZooModel<Image, Classifications> model = shipped().loadModel()) {
      assertThat(model.getModelPath()).isEqualTo(unpacked);
    }
  }

  @Test
  void aFolderThatIsDamagedIsRefused() throws Exception {
    Files.writeString(bundle.resolve("classes.json"), "{}");
    Criteria<Path, float[]> criteria =
        Criteria.builder()
            .setTypes(Path.class, float[].class)
            .optModelPath(bundle)
            .optTranslatorFactory(new BundleTranslatorFactory())
            .build();
    assertThatThrownBy(criteria::loadModel)
        .hasStackTraceContaining("the file classes.json is not the one that was exported");
  }

  private static Criteria<Image, Classifications> shipped() {
    return Criteria.builder()
        .setTypes(Image.class, Classifications.class)
        .optGroupId("dev.counterpoint")
        .optArtifactId("tiny-colors")
        .build();
  }

  private static Picture picture(int red, int green) {
    byte[] rgb = new byte[12];
    for (int i = 0; i < 12; i += 3) {
      rgb[i] = (byte) red;
      rgb[i + 1] = (byte) green;
    }
    return new Picture(2, 2, rgb);
  }
}
