package dev.counterpoint.app.captioned;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.app.captioned.watch.PairWatch;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.file.AtomicFile;
import dev.counterpoint.app.file.FileNotReadException;
import dev.counterpoint.app.recipe.CaptionedRecipe;
import dev.counterpoint.app.recipe.CaptionedRecipes;
import dev.counterpoint.app.run.CheckpointedTraining;
import dev.counterpoint.app.run.Run;
import dev.counterpoint.app.run.RunDirectory;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.MetricsListener;
import dev.counterpoint.app.training.TrainingLoop;
import dev.counterpoint.app.training.TrainingProgress;
import dev.counterpoint.datasets.captioned.loading.BadExamples;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.text.CaptionTokenizer;
import dev.counterpoint.models.learner.ContrastiveLearner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * One training on captioned pictures in one directory: a function of recipe, seed and data. Its
 * tokenizer is a file of the directory.
 */
public final class CaptionedRun implements Run {

  /** The tokenizer's file in the directory. */
  public static final String TOKENIZER = "tokenizer.json";

  private final RunDirectory directory;
  private final CaptionedRecipe recipe;
  private final long seed;
  private final int loaders;
  private final CaptionedData data;
  private final CaptionedAssembly assembly;
  private final CaptionTokenizer tokenizer;
  private final NDManager manager;
  private final ContrastiveLearner learner;
  private final PairWatch watch;
  private final CheckpointedTraining training;
  private final List<String> notes = new ArrayList<>();

  /**
   * Builds the parts; loads the engine, and learns a tokenizer where the directory has none.
   *
   * @param directory where it writes, open; stays the caller's to close
   * @param recipe what to train and how
   * @param seed of all randomness
   * @param data the pictures; stay the caller's to close
   * @param device where to compute
   * @param loaders threads that decode pictures; any number gives the same result
   * @throws dev.counterpoint.app.recipe.RecipeException if recipe and data do not fit together
   * @throws dev.counterpoint.datasets.captioned.split.NothingToLearnException if captions are
   *     learned from and are all the same, or none
   */
  public CaptionedRun(
      RunDirectory directory,
      CaptionedRecipe recipe,
      long seed,
      CaptionedData data,
      DeviceChoice device,
      int loaders) {
    this.directory = directory;
    this.recipe = recipe;
    this.seed = seed;
    this.data = data;
    this.loaders = loaders;
    this.assembly = new CaptionedAssembly(recipe, RandomAddress.seed(seed));
    assembly.requireLearnable(data);
    this.tokenizer = recipe.hasText() ? tokenizer() : null;
    this.manager = NDManager.newBaseManager(device.resolve());
    try {
      this.learner = assembly.learner(manager, tokenizer, notes::add);
      this.watch = new PairWatch(learner);
      this.training =
          new CheckpointedTraining(
              directory,
              CaptionedRecipes.toYaml(recipe),
              seed,
              recipe.optimizer(),
              recipe.training(),
              watch,
              recipe.objective().microBatch());
    } catch (RuntimeException e) {
      manager.close();
      closeTokenizer();
      throw e;
    }
  }

  private CaptionTokenizer tokenizer() {
    Path file = directory.path().resolve(TOKENIZER);
    if (!Files.exists(file)) {
      return CaptionTokenizer.parse(TOKENIZER, assembly.tokenizer(data));
    }
    try {
      return CaptionTokenizer.parse(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new FileNotReadException(file, e);
    }
  }

  @Override
  public TrainingLoop.Ending train(
      Interrupt interrupt,
      TrainingProgress progress,
      Consumer<String> warning,
      MetricsListener listener) {
    Path file = directory.path().resolve(TOKENIZER);
    if (tokenizer != null && !Files.exists(file)) {
      AtomicFile.write(file, tokenizer.json());
    }
    notes.forEach(warning);
    try (CaptionedBatches batches = assembly.batches(data, tokenizer, loaders)) {
      batches.showFirst(listener);
      TrainingLoop.Ending ending =
          training.train(batches, interrupt, progress, warning, watch.telling(listener));
      report(batches, warning);
      return ending;
    }
  }

  private static void report(CaptionedBatches batches, Consumer<String> warning) {
    BadExamples bad = batches.badExamples();
    if (bad.count() > 0) {
      warning.accept(
          "%d of %d examples could not be used:%n%s"
              .formatted(bad.count(), bad.seen(), bad.text()));
    }
    if (batches.truncatedShare() > 0) {
      warning.accept(
          String.format(
              Locale.ROOT,
              "%.1f %% of the captions were longer than text.length and were cut",
              100 * batches.truncatedShare()));
    }
  }

  /**
   * The model as the newest checkpoint has it.
   *
   * @throws dev.counterpoint.app.checkpoint.CheckpointException if there is none that is whole
   */
  public TrainedTowers trained(Consumer<String> warning) {
    long step = training.restore(warning);
    return new TrainedTowers(recipe, seed, data, learner, tokenizer, step);
  }

  /** Steps of the whole training. */
  public long totalSteps() {
    long examples = data.order(RandomAddress.seed(seed)).size();
    return examples / recipe.training().batchSize() * recipe.training().epochs();
  }

  @Override
  public void close() {
    watch.close();
    manager.close();
    closeTokenizer();
  }

  private void closeTokenizer() {
    if (tokenizer != null) {
      tokenizer.close();
    }
  }
}
