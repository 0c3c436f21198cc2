package dev.counterpoint.app.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.app.training.TrainingStep;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.encoder.Encoders;
import dev.counterpoint.models.encoder.ProjectionHeads;
import dev.counterpoint.models.encoder.text.TextEncoders;
import dev.counterpoint.models.encoder.text.TextPooling;
import dev.counterpoint.models.learner.ClipLearner;
import dev.counterpoint.models.learner.Learner;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.objective.LogitScale;
import dev.counterpoint.models.optimizer.AdamW;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;

/** Our training step of two transformer towers over one batch of noise. */
final class TowersStep implements MeasuredStep {

  private static final long SEED = 1;

  private final Towers towers;
  private final NDManager manager;
  private final Learner learner;
  private final TrainingStep step;
  private final Batch batch;

  /**
   * Puts the step together; loads the engine.
   *
   * @param batchSize examples a step
   */
  TowersStep(Towers towers, int batchSize) {
    this.towers = towers;
    this.manager = NDManager.newBaseManager(Device.cpu());
    this.batch = batch(batchSize);
    this.learner =
        new ClipLearner(
            new Network(manager, RandomAddress.seed(SEED)),
            Encoders.create(towers.image(), towers.imageSize().width()),
            ProjectionHeads.linear(Towers.EMBEDDING),
            TextEncoders.create(
                towers.text(), Towers.ROWS, Towers.EMBEDDING, TextPooling.CAUSAL_END),
            LogitScale.fixed(Towers.TEMPERATURE),
            batch.get(Modality.IMAGE).getShape(),
            batch.get(Modality.CAPTION).getShape());
    AdamW.Settings settings =
        new AdamW.Settings(Towers.BETA_1, Towers.BETA_2, Towers.EPSILON, Towers.WEIGHT_DECAY);
    this.step =
        new TrainingStep(learner, new AdamW(learner.network().trainable(), settings, manager), 0);
  }

  /** Noise, and captions of a few to as many tokens as a row has. */
  private Batch batch(int size) {
    SplittableRandom random = new SplittableRandom(SEED);
    Shape pictures = new Shape(size, 3, Towers.SIDE, Towers.SIDE);
    float[] pixels = new float[Math.toIntExact(pictures.size())];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble();
    }
    int length = Towers.ROWS.length();
    long[] ids = new long[size * length];
    for (int row = 0; row < size; row++) {
      int end = row * length + 4 + random.nextInt(length - 4);
      ids[row * length] = Towers.ROWS.startId();
      for (int i = row * length + 1; i < end; i++) {
        ids[i] = 3 + random.nextInt(Towers.ROWS.vocabularySize() - 3);
      }
      ids[end] = Towers.ROWS.endId();
    }
    NDArray images = manager.create(pixels, pictures);
    NDArray captions = manager.create(ids, new Shape(size, length));
    return new Batch(size, Map.of(Modality.IMAGE, images, Modality.CAPTION, captions), null);
  }

  @Override
  public void take() {
    try (NDManager own = learner.network().manager().newSubManager()) {
      step.take(own, ownedBy(own), Towers.LEARNING_RATE);
    }
  }

  @Override
  public float takeForLoss() {
    try (NDManager own = learner.network().manager().newSubManager()) {
      return step.take(own, ownedBy(own), Towers.LEARNING_RATE).getFloat();
    }
  }

  /** What is computed from the batch belongs to its manager, and must end with the step. */
  private Batch ownedBy(NDManager own) {
    own.tempAttachAll(batch.modalities().values().toArray(new NDArray[0]));
    return batch;
  }

  @Override
  public Learner learner() {
    return learner;
  }

  @Override
  public Batch fixedBatch() {
    return batch;
  }

  @Override
  public Properties settings() {
    return towers.settings(batch.size());
  }

  @Override
  public void close() {
    learner.close();
    manager.close();
  }
}
