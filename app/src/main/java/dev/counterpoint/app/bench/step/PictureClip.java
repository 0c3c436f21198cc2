package dev.counterpoint.app.bench.step;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.encoder.Encoders;
import dev.counterpoint.models.encoder.LinearEncoder;
import dev.counterpoint.models.encoder.ProjectionHeads;
import dev.counterpoint.models.learner.ClipLearner;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.objective.LogitScale;
import dev.counterpoint.models.optimizer.AdamW;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SplittableRandom;

/**
 * CLIP's step of a convolutional encoder over noise of any size, with captions that are codes, as
 * {@code colored-mnist-clip} has them. The channels of a pixel lie side by side in memory, as those
 * of coloured digits do.
 *
 * @param encoder by its name
 * @param features of the encoder
 * @param hidden whether a ReLU stands before the projection; pooled features have passed one
 */
public record PictureClip(String encoder, int features, boolean hidden) {

  /** ResNet-18 up to its pooled last stage, and a linear projection. */
  public static final PictureClip RESNET_18 = new PictureClip("resnet18", 512, false);

  /** The default encoder, as the benchmark trains it on coloured digits. */
  public static final PictureClip SMALL_CNN = new PictureClip("small-cnn", 128, true);

  /** Side of the pictures where nothing else is said, pixels: that of CIFAR's. */
  public static final int SIDE = 32;

  private static final String PREFIX = "pictures-";
  private static final long SEED = 1;
  private static final int CHANNELS = 3;
  private static final int CAPTION = 20;
  private static final int EMBEDDING = 64;
  private static final double TEMPERATURE = 0.1;
  private static final double LEARNING_RATE = 1e-4;
  private static final AdamW.Settings OPTIMIZER = new AdamW.Settings(0.9, 0.999, 1e-8, 1e-4);

  /** Stands in place of a recipe's name. */
  public String name() {
    return PREFIX + encoder;
  }

  /** The step of a name; empty if it is none's. */
  static Optional<PictureClip> named(String name) {
    return List.of(RESNET_18, SMALL_CNN).stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /**
   * Puts the step together; loads the engine.
   *
   * @param batchSize examples a step
   * @param side of the pictures, pixels
   */
  MeasuredStep step(int batchSize, int side) {
    NDManager manager = NDManager.newBaseManager(Device.cpu());
    Block projection =
        hidden ? ProjectionHeads.reluLinear(EMBEDDING) : ProjectionHeads.linear(EMBEDDING);
    ClipLearner learner =
        new ClipLearner(
            new Network(manager, RandomAddress.seed(SEED)),
            Encoders.create(encoder, features),
            projection,
            LinearEncoder.create(EMBEDDING),
            LogitScale.fixed(TEMPERATURE),
            new Shape(batchSize, CHANNELS, side, side),
            new Shape(batchSize, CAPTION));
    return new FixedBatchStep(
        manager,
        learner,
        OPTIMIZER,
        batch(manager, batchSize, side),
        LEARNING_RATE,
        settings(batchSize, side));
  }

  private static Batch batch(NDManager manager, int size, int side) {
    SplittableRandom random = new SplittableRandom(SEED);
    NDArray pixels = noise(manager, random, new Shape(size, side, side, CHANNELS));
    NDArray captions = noise(manager, random, new Shape(size, CAPTION));
    NDArray images = pixels.transpose(0, 3, 1, 2);
    return new Batch(size, Map.of(Modality.IMAGE, images, Modality.CAPTION, captions), null);
  }

  private static NDArray noise(NDManager manager, SplittableRandom random, Shape shape) {
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return manager.create(values, shape);
  }

  private Properties settings(int batchSize, int side) {
    Properties settings = new Properties();
    settings.setProperty("network", encoder);
    settings.setProperty("batchSize", Integer.toString(batchSize));
    settings.setProperty("side", Integer.toString(side));
    settings.setProperty("temperature", Double.toString(TEMPERATURE));
    settings.setProperty("learningRate", Double.toString(LEARNING_RATE));
    settings.setProperty("weightDecay", Double.toString(OPTIMIZER.weightDecay()));
    settings.setProperty("beta1", Double.toString(OPTIMIZER.beta1()));
    settings.setProperty("beta2", Double.toString(OPTIMIZER.beta2()));
    settings.setProperty("epsilon", Double.toString(OPTIMIZER.epsilon()));
    return settings;
  }
}
