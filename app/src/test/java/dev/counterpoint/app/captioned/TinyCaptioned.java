package dev.counterpoint.app.captioned;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.counterpoint.app.captioned.evaluation.CaptionedEvaluation;
import dev.counterpoint.app.captioned.evaluation.CaptionedEvaluator;
import dev.counterpoint.app.captioned.evaluation.EvaluationSettings;
import dev.counterpoint.app.checkpoint.CheckpointStore;
import dev.counterpoint.app.checkpoint.TrainState;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.recipe.CaptionedRecipe;
import dev.counterpoint.app.recipe.CaptionedRecipes;
import dev.counterpoint.app.run.RunDirectory;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.MetricsListener;
import dev.counterpoint.app.training.MetricsLog;
import dev.counterpoint.app.training.TrainingLoop.Ending;
import dev.counterpoint.app.training.TrainingProgress;
import dev.counterpoint.datasets.captioned.drawn.DrawnPictures;
import dev.counterpoint.datasets.captioned.shard.ShardWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Trainings on captioned pictures that take a second: 60 drawn scenes, 6 steps in 2 epochs. */
public final class TinyCaptioned {

  public static final long SEED = 7;

  /** Metrics lines at 2, 4 and 6; checkpoints at 3 and 6. */
  public static final List<String> SETTINGS =
      List.of(
          "data.side=16",
          "data.heldOut=0.2",
          "image.encoder=small-cnn",
          "image.features=12",
          "text.encoder=bag-of-words",
          "text.features=12",
          "text.vocabulary=600",
          "text.length=16",
          "embedding=8",
          "optimizer.warmupSteps=1",
          "training.epochs=2",
          "training.batchSize=14",
          "training.logEvery=2");

  private TinyCaptioned() {}

  /** A recipe on drawn scenes, or on what the settings name. */
  public static CaptionedRecipe recipe(String base, String... more) {
    List<String> settings = new ArrayList<>(SETTINGS);
    settings.add("data.sources=['drawn:60']");
    settings.addAll(List.of(more));
    return CaptionedRecipes.load(base, settings);
  }

  /** Four shards of the same kind of scenes. */
  public static Path shards(Path folder) {
    List<Path> shards =
        ShardWriter.write(DrawnPictures.png(3, 60, 24), folder, 40_000, done -> {}).shards();
    if (shards.size() < 2) {
      throw new AssertionError("shards that are stopped in the middle must be several");
    }
    return folder;
  }

  /** A setting that names a source. */
  public static String sources(Path... paths) {
    List<String> quoted = Arrays.stream(paths).map(path -> "'" + path + "'").toList();
    return "data.sources=[" + String.join(",", quoted) + "]";
  }

  /** Does something with a run in a directory, which need not exist. */
  public static <T> T with(
      Path path, CaptionedRecipe recipe, int loaders, Function<CaptionedRun, T> work) {
    try (RunDirectory directory = begun(path);
        CaptionedData data = CaptionedData.open(recipe.data(), new SourceFinder(Optional.empty()));
        CaptionedRun run =
            new CaptionedRun(directory, recipe, SEED, data, new DeviceChoice("cpu"), loaders)) {
      return work.apply(run);
    }
  }

  /** Trains to the end, or until the progress asks the interrupt to stop. */
  public static Ending train(
      Path path,
      CaptionedRecipe recipe,
      int loaders,
      Interrupt interrupt,
      TrainingProgress progress) {
    return with(
        path,
        recipe,
        loaders,
        run -> run.train(interrupt, progress, warning -> {}, MetricsListener.NONE));
  }

  /** Trains to the end. */
  public static Ending train(Path path, CaptionedRecipe recipe) {
    return train(path, recipe, 1, new Interrupt(), TrainingProgress.SILENT);
  }

  /** Trains until so many steps are done. */
  public static Ending stopAt(long step, Path path, CaptionedRecipe recipe) {
    Interrupt interrupt = new Interrupt();
    return train(
        path,
        recipe,
        2,
        interrupt,
        (done, total, loss) -> {
          if (done == step) {
            interrupt.request();
          }
        });
  }

  /** Measures the newest checkpoint. */
  public static CaptionedEvaluation evaluate(Path path, CaptionedRecipe recipe, boolean shifts) {
    EvaluationSettings standard = EvaluationSettings.standard();
    return with(
        path,
        recipe,
        1,
        run ->
            new CaptionedEvaluator(
                    run.trained(warning -> {}), shifts ? standard : standard.withoutShifts())
                .evaluate());
  }

  /** The newest checkpoint. */
  public static TrainState state(Path path) {
    return new CheckpointStore(path.resolve("checkpoints")).newest(warning -> {}).orElseThrow();
  }

  /** The metrics lines without times, which no two trainings share. */
  public static List<String> metrics(Path path) {
    return lines(path).stream()
        .map(line -> line.without(List.of("samplesPerSecond", "waitingShare")).toString())
        .toList();
  }

  /** The metrics lines. */
  public static List<ObjectNode> lines(Path path) {
    return new MetricsLog(path.resolve("metrics.jsonl"))
        .read().stream().map(line -> (ObjectNode) line).toList();
  }

  /** These runs have no command line that would write recipe and manifest. */
  private static RunDirectory begun(Path path) {
    try {
      Files.createDirectories(path);
      for (String name : List.of("recipe.yaml", "run.json")) {
        if (!Files.exists(path.resolve(name))) {
          Files.createFile(path.resolve(name));
        }
      }
      return RunDirectory.open(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
