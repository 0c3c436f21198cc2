package dev.counterpoint.app.bench.step;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.app.bench.protocol.Exchange;
import dev.counterpoint.app.training.step.SteeredStep;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.balance.Balancer;
import dev.counterpoint.models.balance.FusionLearner;
import dev.counterpoint.models.balance.mcr.Mcr;
import dev.counterpoint.models.balance.mcr.McrSettings;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.learner.Learner;
import dev.counterpoint.models.learner.StepPlace;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.optimizer.AdamW;
import java.util.Properties;

/** A step of a fusion over one fixed batch of noise. */
final class FusionStep implements MeasuredStep {

  private static final long SEED = 1;
  private static final double LEARNING_RATE = 1e-4;

  /** Some methods take other steps in other epochs; all kinds are to be met. */
  private static final int STEPS_PER_EPOCH = 10;

  private final NDManager manager;
  private final FusionLearner learner;
  private final TimedOptimizer optimizer;
  private final SteeredStep step;
  private final Batch batch;
  private final Balancer balancer;
  private long taken;

  /**
   * Puts the step together; loads the engine.
   *
   * @param batchSize examples a step
   */
  FusionStep(Fusions fusion, int batchSize) {
    this.manager = NDManager.newBaseManager(Device.cpu());
    RandomAddress random = RandomAddress.seed(SEED);
    FusionModel model =
        new FusionModel(
            new Network(manager, random.purpose("initialization")),
            fusion.towers(batchSize),
            fusion.head(),
            Fusions.CLASSES);
    this.balancer = fusion.balancer(random);
    this.learner = new FusionLearner(model, balancer, null);
    this.optimizer =
        new TimedOptimizer(
            new AdamW(learner.network().trainable(), AdamW.Settings.DEFAULT, manager));
    this.step = new SteeredStep(learner, optimizer, 0);
    this.batch = fusion.batch(manager, batchSize, random.purpose("batch"));
  }

  @Override
  public void take() {
    try (NDManager own = learner.network().manager().newSubManager()) {
      take(own);
    }
  }

  @Override
  public float takeForLoss() {
    try (NDManager own = learner.network().manager().newSubManager()) {
      return take(own).toFloatArray()[0];
    }
  }

  private NDArray take(NDManager own) {
    // What is computed from the batch belongs to its manager, and must end with the step.
    own.tempAttachAll(batch.modalities().values().toArray(new NDArray[0]));
    own.tempAttachAll(batch.labels());
    return step.take(own, batch, new StepPlace(taken++, STEPS_PER_EPOCH), LEARNING_RATE);
  }

  @Override
  public Learner learner() {
    return learner;
  }

  @Override
  public TimedOptimizer optimizer() {
    return optimizer;
  }

  @Override
  public Batch fixedBatch() {
    return batch;
  }

  /** Of MCR; the other methods have no peer that would read them. */
  @Override
  public Properties settings() {
    Properties settings = new Properties();
    if (balancer instanceof Mcr mcr) {
      AdamW.Settings adam = AdamW.Settings.DEFAULT;
      McrSettings own = mcr.settings();
      settings.setProperty("network", "fusion-mcr");
      put(settings, "batchSize", batch.size());
      put(settings, "learningRate", LEARNING_RATE);
      put(settings, "weightDecay", adam.weightDecay());
      put(settings, "beta1", adam.beta1());
      put(settings, "beta2", adam.beta2());
      put(settings, "epsilon", adam.epsilon());
      put(settings, "permutations", own.permutations());
      put(settings, "scale", 1 / own.temperature());
      put(settings, "information", own.informationWeight());
      put(settings, "contrast", own.contrastWeight());
      put(settings, "alone", own.unimodalWeight());
    }
    return settings;
  }

  private static void put(Properties settings, String name, Number value) {
    settings.setProperty(name, value.toString());
  }

  @Override
  public void write(Exchange exchange) {
    exchange.write(Exchange.IMAGES, MeasuredStep.floats(batch.get(Fusions.MODALITIES.get(0))));
    exchange.write(Exchange.CAPTIONS, MeasuredStep.floats(batch.get(Fusions.MODALITIES.get(1))));
    exchange.write(Exchange.LABELS, MeasuredStep.floats(batch.labels()));
    if (balancer instanceof Mcr mcr) {
      exchange.write(Exchange.PERMUTATIONS, permutations(mcr));
    }
  }

  /** Of the first steps, which the check takes. */
  private float[] permutations(Mcr mcr) {
    NDList rows = new NDList();
    try (NDManager scratch = manager.newSubManager()) {
      for (int at = 0; at < Exchange.CHECK_STEPS; at++) {
        for (int m = 0; m < Fusions.MODALITIES.size(); m++) {
          rows.add(mcr.permutations(batch.size(), at, m, scratch).flatten());
        }
      }
      return MeasuredStep.floats(NDArrays.concat(rows));
    }
  }

  @Override
  public void close() {
    learner.close();
    manager.close();
  }
}
