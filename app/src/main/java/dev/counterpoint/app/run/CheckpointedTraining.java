package dev.counterpoint.app.run;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import dev.counterpoint.app.checkpoint.CheckpointException;
import dev.counterpoint.app.checkpoint.CheckpointStore;
import dev.counterpoint.app.checkpoint.TrainState;
import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.app.training.BatchSource;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.MetricsListener;
import dev.counterpoint.app.training.MetricsLog;
import dev.counterpoint.app.training.Selection;
import dev.counterpoint.app.training.TrainingLoop;
import dev.counterpoint.app.training.TrainingProgress;
import dev.counterpoint.app.training.step.CachedStep;
import dev.counterpoint.app.training.step.SteeredStep;
import dev.counterpoint.app.training.step.Step;
import dev.counterpoint.app.training.step.TrainingStep;
import dev.counterpoint.models.learner.ContrastiveLearner;
import dev.counterpoint.models.learner.Learner;
import dev.counterpoint.models.learner.SteeredLearner;
import dev.counterpoint.models.optimizer.AdamW;
import dev.counterpoint.models.optimizer.LearningRate;
import dev.counterpoint.models.optimizer.MomentumSgd;
import dev.counterpoint.models.optimizer.Optimizer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What runs of every kind share: a learner that is trained from the newest checkpoint of its
 * directory, or taken from it.
 */
public final class CheckpointedTraining {

  private final RunDirectory directory;
  private final String recipe;
  private final long seed;
  private final Recipe.Optimization optimization;
  private final Recipe.Training training;
  private final Learner learner;
  private final Optimizer optimizer;
  private final Step step;
  private final CheckpointStore checkpoints;

  /**
   * A training that stands still.
   *
   * @param directory where it writes
   * @param recipe as YAML; a checkpoint of another one is refused
   * @param seed of all randomness; a checkpoint of another one is refused
   * @param optimization how parameters follow gradients
   * @param training how long, and how often to write
   * @param learner what is trained
   */
  public CheckpointedTraining(
      RunDirectory directory,
      String recipe,
      long seed,
      Recipe.Optimization optimization,
      Recipe.Training training,
      Learner learner) {
    this(directory, recipe, seed, optimization, training, learner, 0);
  }

  /**
   * A training whose batches may be represented in parts.
   *
   * @param microBatch examples that are represented at a time, their gradients cached; 0 is the
   *     whole batch
   * @throws dev.counterpoint.app.training.NotCacheableException if the learner has BatchNorm or
   *     dropout and batches are to be cut
   */
  public CheckpointedTraining(
      RunDirectory directory,
      String recipe,
      long seed,
      Recipe.Optimization optimization,
      Recipe.Training training,
      Learner learner,
      int microBatch) {
    this.directory = directory;
    this.recipe = recipe;
    this.seed = seed;
    this.optimization = optimization;
    this.training = training;
    this.learner = learner;
    this.optimizer = optimizer(optimization, learner);
    double clipNorm = optimization.clipNorm();
    if (learner instanceof SteeredLearner steered) {
      this.step = new SteeredStep(steered, optimizer, clipNorm);
    } else if (microBatch > 0 && microBatch < training.batchSize()) {
      this.step = new CachedStep((ContrastiveLearner) learner, optimizer, clipNorm, microBatch);
    } else {
      this.step = new TrainingStep(learner, optimizer, clipNorm);
    }
    this.checkpoints = new CheckpointStore(directory.checkpoints());
  }

  /**
   * Trains to the last step or until somebody asks to stop.
   *
   * @param batches stays the caller's to close
   * @param listener told of metrics lines
   */
  public TrainingLoop.Ending train(
      BatchSource batches,
      Interrupt interrupt,
      TrainingProgress progress,
      Consumer<String> warning,
      MetricsListener listener) {
    return train(batches, interrupt, progress, warning, listener, null);
  }

  /**
   * The same, keeping the epoch that validates best.
   *
   * @param selection validates after each epoch; null for none
   */
  public TrainingLoop.Ending train(
      BatchSource batches,
      Interrupt interrupt,
      TrainingProgress progress,
      Consumer<String> warning,
      MetricsListener listener,
      Selection selection) {
    TrainingLoop.Plan plan =
        new TrainingLoop.Plan(
            seed,
            recipe,
            training.epochs(),
            schedule(batches.stepsPerEpoch()),
            optimization.clipNorm(),
            training.logEvery(),
            training.checkpointEvery());
    TrainingLoop loop =
        new TrainingLoop(
            plan,
            learner,
            optimizer,
            step,
            batches,
            new MetricsLog(directory.metrics(), listener),
            checkpoints,
            selection);
    return loop.run(saved(warning).orElse(null), interrupt, progress);
  }

  /**
   * Makes a checkpoint of the learner as it is, without a step.
   *
   * @param selection validates it
   */
  public void keepAsItIs(Selection selection) {
    selection.afterEpoch(0, learner.network());
    checkpoints.save(
        TrainState.capture(
            0, seed, recipe, learner.network(), optimizer, new float[0], selection.best()));
  }

  /**
   * Puts the learner where the newest checkpoint has it.
   *
   * @return the step of the checkpoint
   * @throws CheckpointException if there is none that is whole
   */
  public long restore(Consumer<String> warning) {
    TrainState state = newest(warning);
    state.restoreParameters(learner.network());
    return state.step();
  }

  /**
   * Puts the learner where it validated best, or where the newest checkpoint has it if nothing was
   * validated yet.
   *
   * @throws CheckpointException if there is no checkpoint that is whole
   */
  public BestStep restoreBest(Consumer<String> warning) {
    TrainState state = newest(warning);
    return new BestStep(state.restoreBest(learner.network()), state.step());
  }

  /**
   * Which step a learner was taken from.
   *
   * @param step that validated best
   * @param trained steps of the training so far
   */
  public record BestStep(long step, long trained) {}

  private TrainState newest(Consumer<String> warning) {
    return saved(warning)
        .orElseThrow(
            () ->
                new CheckpointException(
                    "run " + directory.path() + " has no checkpoint",
                    "Train it first, or continue it with train --resume.",
                    null));
  }

  private LearningRate schedule(int stepsPerEpoch) {
    return new LearningRate(
        optimization.learningRate(),
        optimization.warmupSteps(),
        (long) stepsPerEpoch * training.epochs(),
        optimization.decay());
  }

  /** The optimizer of a recipe, over what the learner trains. */
  public static Optimizer optimizer(Recipe.Optimization settings, Learner learner) {
    Map<String, Parameter> trainable = learner.network().trainable();
    NDManager manager = learner.network().manager();
    return switch (settings.type()) {
      case ADAMW ->
          new AdamW(
              trainable,
              new AdamW.Settings(
                  AdamW.Settings.DEFAULT.beta1(),
                  AdamW.Settings.DEFAULT.beta2(),
                  AdamW.Settings.DEFAULT.epsilon(),
                  settings.weightDecay()),
              manager);
      case SGD -> new MomentumSgd(trainable, settings.momentum(), settings.weightDecay(), manager);
    };
  }

  private Optional<TrainState> saved(Consumer<String> warning) {
    Optional<TrainState> state = checkpoints.newest(warning);
    state.ifPresent(
        s -> {
          if (s.seed() != seed || !s.recipe().equals(recipe)) {
            throw new CheckpointException(
                "the checkpoints of %s are of another recipe or seed (%d, not %d)"
                    .formatted(directory.path(), s.seed(), seed),
                "Choose another --out, or resume without giving a recipe.",
                null);
          }
        });
    return state;
  }
}
