package dev.counterpoint.app.captioned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.BlockFactory;
import dev.counterpoint.app.TinyRuns;
import dev.counterpoint.app.checkpoint.CheckpointStore;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.recipe.CaptionedRecipe;
import dev.counterpoint.app.recipe.CaptionedRecipes;
import dev.counterpoint.app.recipe.RecipeException;
import dev.counterpoint.app.run.RunDirectory;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.MetricsListener;
import dev.counterpoint.app.training.TrainingLoop.Ending;
import dev.counterpoint.datasets.UnreadableFileException;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.safetensors.SafetensorsReader;
import dev.counterpoint.datasets.safetensors.TensorEntry;
import dev.counterpoint.datasets.text.CaptionTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings that start from a small ResNet which DJL has saved. */
class ZooTowerTest {

  private static final Shape PICTURES = new Shape(2, 3, 28, 28);
  private static final int SEED = 3;

  @TempDir private Path folder;
  private String zoo;

  /** Makes the architecture of the saved model. */
  public static final class SmallResNet implements BlockFactory {
    private static final long serialVersionUID = 1L;

    @Override
    public Block newBlock(Model model, Path path, Map<String, ?> arguments) {
      return ResNetV1.builder()
          .setNumLayers(8)
          .setOutSize(10)
          .setImageShape(PICTURES.slice(1))
          .build();
    }
  }

  @BeforeEach
  void saveModel() throws IOException {
    Path at = folder.resolve("small resnet");
    try (Model model = Model.newInstance("small")) {
      model.getNDManager().getEngine().setRandomSeed(SEED);
      Block block = new SmallResNet().newBlock(model, at, Map.of());
      block.initialize(model.getNDManager(), DataType.FLOAT32, PICTURES);
      model.setBlock(block);
      model.save(at, "small resnet");
    }
    Files.writeString(
        at.resolve("serving.properties"), "blockFactory=" + SmallResNet.class.getName());
    zoo = "image.weights=zoo:" + at;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStoppedTrainingEndsAsOneThatWasNot(boolean frozen) {
    CaptionedRecipe recipe = recipe(zoo, "image.features=64", "image.frozen=" + frozen);
    Path whole = folder.resolve("whole");
    assertThat(train(whole, recipe, Long.MAX_VALUE)).isEqualTo(Ending.COMPLETE);
    Path stopped = folder.resolve("stopped");
    assertThat(train(stopped, recipe, 3)).isEqualTo(Ending.INTERRUPTED);
    Map<String, TensorEntry> middle = tensors(stopped);
    assertThat(train(stopped, recipe, Long.MAX_VALUE)).isEqualTo(Ending.COMPLETE);

    assertThat(TinyRuns.state(stopped).step()).isEqualTo(TinyRuns.state(whole).step());
    assertThat(tensors(stopped)).isEqualTo(tensors(whole));
    List<String> changed = new ArrayList<>();
    middle.forEach(
        (name, tensor) -> {
          if (name.contains("image-encoder/") && !tensor.equals(tensors(stopped).get(name))) {
            changed.add(name);
          }
        });
    assertThat(changed.isEmpty()).as("%s", changed).isEqualTo(frozen);
    assertThat(middle.keySet()).anyMatch(name -> name.contains("image-encoder/01Conv2d_weight"));
  }

  @Test
  void anotherWidthIsAnErrorThatNamesTheModels() {
    assertThatThrownBy(() -> learner(recipe(zoo, "image.features=32"), false))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("image.features")
        .hasMessageContaining("gives 64, found 32");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zoo:", "zoo:#resnet", "zoo:models#"})
  void anAddressThatIsNoneIsAnError(String weights) {
    assertThatThrownBy(() -> learner(recipe("image.weights=\"%s\"".formatted(weights)), false))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("expected zoo:ADDRESS or zoo:ADDRESS#ARTIFACT");
  }

  @Test
  void weightsOfClipAreReadOnceAndNotForARunWithCheckpoints() {
    CaptionedRecipe recipe = recipe("image.weights=" + folder.resolve("gone.safetensors"));
    assertThatThrownBy(() -> learner(recipe, false)).isInstanceOf(UnreadableFileException.class);
    learner(recipe, true);
  }

  @Test
  void aTowerThatIsTrainedAloneCannotBeFrozen() {
    assertThatThrownBy(() -> recipe("method=simclr", "image.frozen=true"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("image.frozen: a method with one tower trains it from the start");
  }

  private static void learner(CaptionedRecipe recipe, boolean begun) {
    CaptionedAssembly assembly = new CaptionedAssembly(recipe, RandomAddress.seed(SEED));
    try (NDManager manager = NDManager.newBaseManager();
        CaptionedData data = CaptionedData.open(recipe.data(), SourceFinder.standard());
        CaptionTokenizer tokenizer =
            CaptionTokenizer.parse("tokenizer.json", assembly.tokenizer(data))) {
      assembly.learner(manager, tokenizer, begun, note -> {}).close();
    }
  }

  private static CaptionedRecipe recipe(String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "data.sources=[\"drawn:60\"]",
                "data.side=28",
                "image.encoder=small-cnn",
                "text.encoder=bag-of-words",
                "text.vocabulary=600",
                "text.length=16",
                "embedding=8",
                "training.epochs=1",
                "training.batchSize=8",
                "training.logEvery=2"));
    settings.addAll(List.of(more));
    return CaptionedRecipes.load("image-caption-clip", settings);
  }

  private static Ending train(Path path, CaptionedRecipe recipe, long stopAt) {
    Interrupt interrupt = new Interrupt();
    try (RunDirectory directory = TinyRuns.begun(path);
        CaptionedData data = CaptionedData.open(recipe.data(), SourceFinder.standard());
        CaptionedRun run =
            new CaptionedRun(directory, recipe, SEED, data, new DeviceChoice("cpu"), 1)) {
      return run.train(
          interrupt,
          (done, total, loss) -> {
            if (done == stopAt) {
              interrupt.request();
            }
          },
          warning -> {},
          MetricsListener.NONE);
    }
  }

  private static Map<String, TensorEntry> tensors(Path run) {
    Path newest = new CheckpointStore(run.resolve("checkpoints")).files().get(0);
    return SafetensorsReader.read(newest).entries().stream()
        .collect(Collectors.toMap(TensorEntry::name, tensor -> tensor));
  }
}
