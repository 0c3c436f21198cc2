package dev.counterpoint.app.captioned;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.app.recipe.CaptionedRecipe;
import dev.counterpoint.app.run.CheckpointedTraining;
import dev.counterpoint.app.training.step.TrainingStep;
import dev.counterpoint.datasets.captioned.loading.LoadedBatch;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.text.CaptionTokenizer;
import dev.counterpoint.models.learner.Learner;

/**
 * The two halves of a training on captioned pictures, to be measured apart, on one core each:
 * reading, and all else. Put together as a run does it, but that no picture is kept and none is
 * read ahead.
 */
public final class ShardSteps implements AutoCloseable {

  private static final long SEED = 1;

  private final CaptionedRecipe recipe;
  private final CaptionedData data;
  private final CaptionTokenizer tokenizer;
  private final NDManager manager;
  private final Learner learner;
  private final TrainingStep step;
  private final CaptionedBatches batches;
  private final LoadedBatch fixed;
  private int taken;

  /** Puts the parts together; loads the engine, and learns the tokenizer. */
  public ShardSteps(CaptionedRecipe recipe) {
    this.recipe = recipe;
    CaptionedAssembly assembly = new CaptionedAssembly(recipe, RandomAddress.seed(SEED));
    this.data = CaptionedData.open(recipe.data(), SourceFinder.standard());
    this.tokenizer = CaptionTokenizer.parse(CaptionedRun.TOKENIZER, assembly.tokenizer(data));
    this.manager = NDManager.newBaseManager(Device.cpu());
    this.learner = assembly.learner(manager, tokenizer, false, note -> {});
    this.step =
        new TrainingStep(
            learner,
            CheckpointedTraining.optimizer(recipe.optimizer(), learner),
            recipe.optimizer().clipNorm());
    this.batches =
        assembly.batches(
            data,
            tokenizer,
            assembly.loading(data).withThreads(1).withBatchesAhead(0).withCacheBytes(0));
    this.fixed = batches.load(0, 0);
  }

  /** Reads the next batch: texts, and pictures decoded and resized. */
  public void read() {
    int steps = batches.stepsPerEpoch();
    batches.load(taken / steps, taken % steps).close();
    taken++;
  }

  /**
   * Takes a step on a batch that has been read: to the device, augmentation, tokens, loss,
   * gradients, update.
   */
  public void train() {
    try (NDManager own = learner.network().manager().newSubManager()) {
      step.take(own, batches.batch(own, fixed, taken), recipe.optimizer().learningRate());
    }
    taken++;
  }

  @Override
  public void close() {
    fixed.close();
    batches.close();
    learner.close();
    manager.close();
    tokenizer.close();
    data.close();
  }
}
