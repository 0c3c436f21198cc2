package dev.counterpoint.app.run;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.app.checkpoint.CheckpointException;
import dev.counterpoint.app.data.DigitCaptions;
import dev.counterpoint.app.data.SentenceDigitCaptions;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.evaluation.Evaluator;
import dev.counterpoint.app.evaluation.ReadoutScore;
import dev.counterpoint.app.evaluation.RunEvaluation;
import dev.counterpoint.app.file.AtomicFile;
import dev.counterpoint.app.file.FileNotReadException;
import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.app.recipe.Recipes;
import dev.counterpoint.app.training.BatchSource;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.MetricsListener;
import dev.counterpoint.app.training.TrainingLoop;
import dev.counterpoint.app.training.TrainingProgress;
import dev.counterpoint.datasets.colored.ColoredEnvironments;
import dev.counterpoint.datasets.digits.FoundDigits;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.learner.ImageLearner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One training in one directory: a function of recipe, seed and digits. Everything of it lives on
 * one device and is let go of with {@link #close}.
 */
public final class TrainingRun implements Run {

  private static final String TOKENIZER = "tokenizer.json";

  private final RunDirectory directory;
  private final Recipe recipe;
  private final long seed;
  private final RandomAddress root;
  private final NDManager manager;
  private final ColoredEnvironments environments;
  private final Optional<DigitCaptions> captions;
  private final ImageLearner learner;
  private final CheckpointedTraining training;

  /**
   * Builds the parts; loads the engine.
   *
   * @param directory where it writes, open; stays the caller's to close
   * @param recipe what to train and how
   * @param seed of all randomness
   * @param digits the pictures
   * @param device where to compute
   */
  public TrainingRun(
      RunDirectory directory, Recipe recipe, long seed, FoundDigits digits, DeviceChoice device) {
    this.directory = directory;
    this.recipe = recipe;
    this.seed = seed;
    this.root = RandomAddress.seed(seed);
    Assembly assembly = new Assembly(recipe, root);
    this.environments = assembly.environments(digits.digits());
    this.manager = NDManager.newBaseManager(device.resolve());
    try {
      assembly.requireBatches(environments);
      this.captions = captions(assembly);
      this.learner = assembly.learner(environments, captions, manager);
      this.training =
          new CheckpointedTraining(
              directory,
              Recipes.toYaml(recipe),
              seed,
              recipe.optimizer(),
              recipe.training(),
              learner);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  @Override
  public TrainingLoop.Ending train(
      Interrupt interrupt,
      TrainingProgress progress,
      Consumer<String> warning,
      MetricsListener listener) {
    Assembly assembly = new Assembly(recipe, root);
    captions.ifPresent(this::keepTokenizer);
    // What reading and colouring left behind would stay for the whole training, which makes next to
    // no garbage of its own.
    System.gc();
    // The batches' copy of the data is let go of before anything is measured.
    try (BatchSource batches = assembly.batches(environments, captions, manager)) {
      return training.train(batches, interrupt, progress, warning, listener);
    }
  }

  /** Sentences are read with the tokenizer that the run began with. */
  private Optional<DigitCaptions> captions(Assembly assembly) {
    Path file = directory.path().resolve(TOKENIZER);
    boolean kept = recipe.data().captionForm() == Recipe.CaptionForm.SENTENCE && Files.exists(file);
    if (recipe.method() != Recipe.Method.CLIP || !kept) {
      return assembly.captions(environments);
    }
    try {
      byte[] tokenizer = Files.readAllBytes(file);
      return Optional.of(
          new SentenceDigitCaptions(environments.train(), file.toString(), tokenizer));
    } catch (IOException e) {
      throw new FileNotReadException(file, e);
    }
  }

  private void keepTokenizer(DigitCaptions form) {
    Path file = directory.path().resolve(TOKENIZER);
    if (form instanceof SentenceDigitCaptions sentences && !Files.exists(file)) {
      AtomicFile.write(file, sentences.tokenizer());
    }
  }

  /**
   * The learner as the newest checkpoint has it.
   *
   * @throws CheckpointException if there is none that is whole
   */
  public TrainedLearner trained(Consumer<String> warning) {
    long step = training.restore(warning);
    return new TrainedLearner(recipe, root, environments, captions, learner, step);
  }

  /**
   * Measures the newest checkpoint.
   *
   * @param correlations of the shift curve
   * @throws CheckpointException if there is none that is whole
   */
  public RunEvaluation evaluate(Consumer<String> warning, double... correlations) {
    TrainedLearner trained = trained(warning);
    long begin = System.nanoTime();
    List<ReadoutScore> scores =
        new Evaluator(environments, captions, correlations).evaluate(learner, root);
    return new RunEvaluation(
        recipe.method().name().toLowerCase(Locale.ROOT),
        seed,
        trained.step(),
        (System.nanoTime() - begin) / 1e9,
        scores);
  }

  /** Steps of the whole training. */
  public long totalSteps() {
    long stepsPerEpoch = environments.train().size() / recipe.training().batchSize();
    return stepsPerEpoch * recipe.training().epochs();
  }

  @Override
  public void close() {
    learner.close();
    manager.close();
  }
}
