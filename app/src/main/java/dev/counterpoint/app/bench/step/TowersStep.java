package dev.counterpoint.app.bench.step;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.encoder.Encoders;
import dev.counterpoint.models.encoder.ProjectionHeads;
import dev.counterpoint.models.encoder.text.TextEncoders;
import dev.counterpoint.models.encoder.text.TextPooling;
import dev.counterpoint.models.learner.ClipLearner;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.objective.LogitScale;
import dev.counterpoint.models.optimizer.AdamW;
import java.util.Map;
import java.util.SplittableRandom;

/** Our training step of two transformer towers over one batch of noise. */
final class TowersStep {

  private static final long SEED = 1;

  private TowersStep() {}

  /**
   * Puts the step together; loads the engine.
   *
   * @param batchSize examples a step
   */
  static MeasuredStep of(Towers towers, int batchSize) {
    NDManager manager = NDManager.newBaseManager(Device.cpu());
    Batch batch = batch(manager, towers.side(), batchSize);
    ClipLearner learner =
        new ClipLearner(
            new Network(manager, RandomAddress.seed(SEED)),
            Encoders.create(towers.image(), towers.imageSize().width()),
            ProjectionHeads.linear(Towers.EMBEDDING),
            TextEncoders.create(
                towers.text(), Towers.ROWS, Towers.EMBEDDING, TextPooling.CAUSAL_END),
            LogitScale.fixed(Towers.TEMPERATURE),
            batch.get(Modality.IMAGE).getShape(),
            batch.get(Modality.CAPTION).getShape());
    return new FixedBatchStep(
        manager,
        learner,
        new AdamW.Settings(Towers.BETA_1, Towers.BETA_2, Towers.EPSILON, Towers.WEIGHT_DECAY),
        batch,
        Towers.LEARNING_RATE,
        towers.settings(batchSize));
  }

  /** Noise, and captions of a few to as many tokens as a row has. */
  private static Batch batch(NDManager manager, int side, int size) {
    SplittableRandom random = new SplittableRandom(SEED);
    Shape pictures = new Shape(size, 3, side, side);
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
}
