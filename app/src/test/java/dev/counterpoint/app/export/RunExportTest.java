package dev.counterpoint.app.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.app.TinyRuns;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.evaluation.RunEvaluation;
import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.app.run.RunDirectory;
import dev.counterpoint.app.run.RunManifest;
import dev.counterpoint.app.run.TrainedLearner;
import dev.counterpoint.app.run.TrainingRun;
import dev.counterpoint.datasets.colored.ColoredDigits;
import dev.counterpoint.datasets.colored.ColoredImages;
import dev.counterpoint.datasets.picture.file.Picture;
import dev.counterpoint.datasets.picture.file.PictureReader;
import dev.counterpoint.inference.ImageModel;
import dev.counterpoint.inference.Vectors;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunExportTest {

  @TempDir private Path folder;

  /** What is done to a trained run. */
  private interface Work {
    void with(TrainingRun run, RunEvaluation evaluation) throws IOException;
  }

  @ParameterizedTest
  @ValueSource(strings = {"colored-mnist-clip", "colored-mnist-simclr", "colored-mnist-supervised"})
  void aBundleIsAsRightAsTheRunWasMeasured(String recipe) throws IOException {
    withRun(
        TinyRuns.recipe(recipe),
        (run, evaluation) -> {
          TrainedLearner trained = run.trained(warning -> {});
          new RunExport(trained, manifest(), evaluation)
              .write("tiny", folder.resolve("bundle"), false);
          ColoredDigits test = trained.environments().test();
          try (ImageModel model = ImageModel.open(folder.resolve("bundle"))) {
            double measured = evaluation.readouts().get(0).test().noisy();
            assertThat(accuracy(model, test)).isCloseTo(measured, within(0.001));
          }
        });
  }

  @Test
  void aPictureFileLeadsToTheTensorOfTraining() throws IOException {
    withRun(
        TinyRuns.recipe("colored-mnist-clip"),
        (run, evaluation) -> {
          TrainedLearner trained = run.trained(warning -> {});
          new RunExport(trained, manifest(), evaluation)
              .write("tiny", folder.resolve("bundle"), false);
          float[] tensors = pixels(trained.environments().test());
          try (ImageModel model = ImageModel.open(folder.resolve("bundle"))) {
            for (int i = 0; i < 20; i++) {
              Picture picture = new PictureReader().read(png(tensors, i), "picture " + i);
              float[] prepared = model.preparation().apply(picture);
              for (int p = 0; p < prepared.length; p++) {
                // A file has bytes: colours between two of them are rounded, and nothing else is.
                float exact = tensors[i * prepared.length + p];
                assertThat(prepared[p]).isEqualTo(Math.round(255 * exact) * (1 / 255f));
              }
            }
          }
        });
  }

  @Test
  void theBundleTellsWhereItComesFrom() throws IOException {
    withRun(
        TinyRuns.recipe("colored-mnist-clip"),
        (run, evaluation) -> {
          Path bundle = folder.resolve("bundle");
          new RunExport(run.trained(warning -> {}), manifest(), evaluation)
              .write("tiny model", bundle, false);
          assertThat(Files.readString(bundle.resolve("README.md")))
              .contains("# tiny model")
              .contains("method: clip")
              .contains("| zero-shot, embedding | test-reversed |")
              .contains("- seed 7, step 18")
              .contains("Apache License 2.0")
              .contains("| text_model.onnx | ");
          List<GraphParity> graphs = ParityFile.read(bundle).graphs();
          assertThat(graphs)
              .extracting(GraphParity::graph)
              .containsExactly("model.onnx", "text_model.onnx");
          assertThat(graphs)
              .allSatisfy(
                  graph -> {
                    assertThat(graph.absolute()).isBetween(0.0, 1e-4);
                    assertThat(graph.examples()).isGreaterThan(64);
                  });
          try (ImageModel model = ImageModel.open(bundle)) {
            assertThat(model.config().training().path("recipe").path("method").asText())
                .isEqualTo("clip");
            assertThat(model.config().logitScale().getAsDouble()).isCloseTo(1 / 0.07, within(1e-4));
          }
        });
  }

  @Test
  void aMeasureOfAnotherCheckpointIsRefused() throws IOException {
    withRun(
        TinyRuns.recipe("colored-mnist-supervised"),
        (run, evaluation) -> {
          RunEvaluation older =
              new RunEvaluation(
                  evaluation.method(), evaluation.seed(), 9, 1, evaluation.readouts());
          RunExport export = new RunExport(run.trained(warning -> {}), manifest(), older);
          assertThatThrownBy(() -> export.write("tiny", folder.resolve("bundle"), false))
              .isInstanceOf(NotExportableException.class)
              .hasMessageContaining("the evaluation is of step 9, the newest checkpoint of step 18")
              .hasMessageContaining("counterpoint evaluate");
          assertThat(folder.resolve("bundle")).doesNotExist();
        });
  }

  @Test
  void picturesOfTwoChannelsAreRefused() throws IOException {
    withRun(
        TinyRuns.recipe("irm-supervised"),
        (run, evaluation) -> {
          RunExport export = new RunExport(run.trained(warning -> {}), manifest(), evaluation);
          assertThatThrownBy(() -> export.write("tiny", folder.resolve("bundle"), false))
              .isInstanceOf(NotExportableException.class)
              .hasMessageContaining("pictures of 2 channels");
          assertThat(folder.resolve("bundle")).doesNotExist();
        });
  }

  private void withRun(Recipe recipe, Work work) throws IOException {
    Path path = folder.resolve("run");
    TinyRuns.train(path, recipe);
    try (RunDirectory directory = RunDirectory.open(path);
        TrainingRun run =
            new TrainingRun(directory, recipe, 7, TinyRuns.digits(), new DeviceChoice("cpu"))) {
      work.with(run, run.evaluate(warning -> {}));
    }
  }

  private static RunManifest manifest() {
    return RunManifest.begin(7, TinyRuns.digits(), "cpu", 1).ended("complete", 1);
  }

  private static double accuracy(ImageModel model, ColoredDigits digits) {
    Vectors vectors = model.encode(pixels(digits), model.classifier().layer());
    int right = 0;
    for (int i = 0; i < digits.size(); i++) {
      String best = model.classifier().classify(vectors.row(i)).best().label();
      right += best.equals(Integer.toString(digits.noisyLabels()[i])) ? 1 : 0;
    }
    return 100.0 * right / digits.size();
  }

  /** Pictures as training has them, (N, 3, 28, 28). */
  private static float[] pixels(ColoredDigits digits) {
    try (NDManager manager = NDManager.newBaseManager();
        ColoredImages images = new ColoredImages(manager, digits)) {
      NDArray index = manager.create(LongStream.range(0, digits.size()).toArray());
      return images.pictures(index).toFloatArray();
    }
  }

  private static byte[] png(float[] tensors, int index) throws IOException {
    int pixels = 28 * 28;
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
    for (int p = 0; p < pixels; p++) {
      int rgb = 0;
      for (int channel = 0; channel < 3; channel++) {
        rgb = rgb << 8 | Math.round(255 * tensors[(index * 3 + channel) * pixels + p]);
      }
      image.setRGB(p % 28, p / 28, rgb);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }
}
