package dev.counterpoint.app.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.app.checkpoint.CheckpointStore;
import dev.counterpoint.app.checkpoint.TrainState;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.recipe.FusionRecipe;
import dev.counterpoint.app.recipe.FusionRecipes;
import dev.counterpoint.app.recipe.RecipeException;
import dev.counterpoint.app.run.RunDirectory;
import dev.counterpoint.app.run.RunLifecycle;
import dev.counterpoint.app.run.RunManifest;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.TrainingLoop.Ending;
import dev.counterpoint.app.training.TrainingProgress;
import dev.counterpoint.datasets.safetensors.TensorEntry;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FusionRunTest {

  private static final String SET = "fusion-mixture";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "joint",
        "multi-loss",
        "mslr",
        "ogm",
        "agm",
        "mlb",
        "reconboost",
        "mmpareto",
        "relearn",
        "mcr"
      })
  void aRunThatWasStoppedEndsWithTheSameBits(String method) {
    FusionRecipe recipe =
        TinyFusions.recipe(
            SET,
            folder,
            "balance.method=" + method,
            "balance.mslr.memory=1",
            "balance.relearn.every=1",
            "balance.reconboost.turn=1",
            "balance.reconboost.together=1",
            "training.epochs=4",
            "balance.mcr.bottleneck=1");
    Path whole = folder.resolve("whole");
    train(whole, recipe, -1);
    Path parts = folder.resolve("parts");
    // In mid-epoch, at the end of an epoch, and one step before the end.
    for (int stop : List.of(3, TinyFusions.STEPS_PER_EPOCH, 4 * TinyFusions.STEPS_PER_EPOCH - 1)) {
      assertThat(train(parts, recipe, stop)).isEqualTo(Ending.INTERRUPTED);
    }
    assertThat(train(parts, recipe, -1)).isEqualTo(Ending.COMPLETE);
    assertThat(tensors(parts)).isEqualTo(tensors(whole));
  }

  @Test
  void theEpochThatValidatesBestIsMeasured() {
    FusionRecipe recipe = TinyFusions.recipe(SET, folder, "training.epochs=4");
    Path run = folder.resolve("run");
    train(run, recipe, -1);
    TrainState state = state(run);
    long best = state.best().orElseThrow().step();
    assertThat(best % TinyFusions.STEPS_PER_EPOCH).isZero();
    assertThat(best).isBetween((long) TinyFusions.STEPS_PER_EPOCH, state.step());
    try (RunDirectory directory = RunDirectory.open(run);
        FusionRun trained =
            new FusionRun(
                directory, recipe, 1, TinyFusions.input(recipe), new DeviceChoice("cpu"))) {
      assertThat(trained.trained(text -> {}).step()).isEqualTo(best);
    }
    FusionRecipe last = TinyFusions.recipe(SET, folder, "training.epochs=4", "selection=last");
    Path other = folder.resolve("last");
    train(other, last, -1);
    try (RunDirectory directory = RunDirectory.open(other);
        FusionRun trained =
            new FusionRun(directory, last, 1, TinyFusions.input(last), new DeviceChoice("cpu"))) {
      assertThat(trained.trained(text -> {}).step()).isEqualTo(state.step());
    }
  }

  @Test
  void partsThatWereTrainedAloneAreCarriedOver() {
    Path x1 = unimodal("x1");
    Path x2 = unimodal("x2");
    FusionRecipe recipe =
        TinyFusions.recipe(
            SET,
            folder,
            "balance.method=uni-pre-frozen",
            "start.from=['" + x1 + "', '" + x2 + "']");
    Path run = folder.resolve("frozen");
    train(run, recipe, -1);
    Map<String, List<Byte>> now = tensors(run);
    Map<String, List<Byte>> then = tensors(x1);
    for (String name : then.keySet()) {
      if (name.startsWith("best/x1-encoder/")) {
        assertThat(now.get(name)).as(name).isEqualTo(then.get(name));
      }
    }
    assertThatThrownBy(
            () ->
                train(
                    folder.resolve("missing"),
                    TinyFusions.recipe(
                        SET, folder, "balance.method=uni-pre-frozen", "start.from=['" + x1 + "']"),
                    -1))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("x2");
    assertThatThrownBy(
            () ->
                train(
                    folder.resolve("twice"),
                    TinyFusions.recipe(
                        SET,
                        folder,
                        "balance.method=ensemble",
                        "start.from=['" + x1 + "', '" + x1 + "']"),
                    -1))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("another run");
  }

  private Path unimodal(String modality) {
    Path run = folder.resolve("alone-" + modality);
    train(
        run,
        TinyFusions.recipe(SET, folder, "balance.method=unimodal", "balance.modality=" + modality),
        -1);
    return run;
  }

  @Test
  void aCoefficientThatIsTooLargeIsNamed() {
    FusionRecipe recipe =
        TinyFusions.recipe(
            SET, folder, "balance.method=mcr", "balance.mcr.contrast=1e39", "training.epochs=3");
    assertThatThrownBy(() -> train(folder.resolve("run"), recipe, -1))
        .isInstanceOf(NotFiniteTermException.class)
        .hasMessageContaining("balance.mcr.contrast");
  }

  @Test
  void whatDoesNotFitIsRefusedByName() {
    assertThatThrownBy(() -> TinyFusions.recipe(SET, folder, "balance.method=uni-pre-frozen"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("start.from");
    assertThatThrownBy(
            () ->
                train(
                    folder.resolve("a"),
                    TinyFusions.recipe(
                        SET, folder, "balance.method=unimodal", "balance.modality=x3"),
                    -1))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("[x1, x2]");
    assertThatThrownBy(
            () ->
                train(
                    folder.resolve("b"),
                    TinyFusions.recipe(
                        SET, folder, "balance.method=mslr", "balance.mslr.factors=[1.0]"),
                    -1))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("balance.mslr.factors");
    assertThatThrownBy(
            () ->
                train(
                    folder.resolve("c"),
                    TinyFusions.recipe(SET, folder, "training.batchSize=1000"),
                    -1))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("96");
    assertThatThrownBy(() -> TinyFusions.recipe(SET, folder, "data.mixture.shared=0.9"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("data.mixture");
  }

  @ParameterizedTest
  @ValueSource(strings = {"concatenation", "gated"})
  void everyHeadTrainsWithTheRegularizer(String head) {
    FusionRecipe recipe =
        TinyFusions.recipe("fusion-features", folder, "head.type=" + head, "balance.method=mcr");
    assertThat(train(folder.resolve("run"), recipe, -1)).isEqualTo(Ending.COMPLETE);
  }

  @Test
  void halvesOfPicturesAreModalities() {
    FusionRecipe recipe =
        TinyFusions.recipe(
            "fusion-digits", folder, "data.digits.halves=true", "balance.method=mcr");
    assertThat(TinyFusions.input(recipe).data().modalities()).hasSize(3);
    assertThat(train(folder.resolve("run"), recipe, -1)).isEqualTo(Ending.COMPLETE);
  }

  private static Ending train(Path path, FusionRecipe recipe, int stopAt) {
    boolean begun = Files.exists(path.resolve("run.json"));
    Interrupt interrupt = new Interrupt();
    TrainingProgress stopping =
        (step, total, loss) -> {
          if (step == stopAt) {
            interrupt.request();
          }
        };
    try (RunDirectory directory = begun ? RunDirectory.open(path) : RunDirectory.create(path);
        FusionRun run =
            new FusionRun(
                directory, recipe, 1, TinyFusions.input(recipe), new DeviceChoice("cpu"))) {
      RunManifest manifest = RunManifest.begin(1, "tiny", "made", Map.of(), "cpu", 1);
      return new RunLifecycle(directory, FusionRecipes.toYaml(recipe), manifest)
          .train(run, interrupt, stopping, text -> {}, false);
    }
  }

  private static TrainState state(Path run) {
    return new CheckpointStore(run.resolve("checkpoints")).newest(text -> {}).orElseThrow();
  }

  private static Map<String, List<Byte>> tensors(Path run) {
    Map<String, List<Byte>> bytes = new LinkedHashMap<>();
    for (TensorEntry tensor : state(run).tensors()) {
      List<Byte> values = new ArrayList<>();
      ByteBuffer data = tensor.data().duplicate();
      while (data.hasRemaining()) {
        values.add(data.get());
      }
      bytes.put(tensor.name(), values);
    }
    return bytes;
  }
}
