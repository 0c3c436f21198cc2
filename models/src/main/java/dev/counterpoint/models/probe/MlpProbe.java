package dev.counterpoint.models.probe;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.objective.CrossEntropy;
import dev.counterpoint.models.optimizer.AdamW;
import dev.counterpoint.models.optimizer.LearningRate;
import java.util.Arrays;

/**
 * What a classifier with one hidden layer can read from features: standardised features, a linear
 * layer with ReLU, a linear layer; cross-entropy, AdamW with a cosine. The epoch that is best on
 * held-out examples is kept. It reads what a linear probe cannot: a label that is in no feature,
 * but in two of them together.
 *
 * @param hidden units of the hidden layer, at least 1
 * @param epochs passes over the training examples, at least 1
 * @param batch examples of a step, at least 1
 * @param learningRate at the first step, above 0
 */
public record MlpProbe(int hidden, int epochs, int batch, double learningRate) {

  private static final String NAME = "probe";

  /** 256 units, 20 epochs, batches of 128, learning rate 1e-3. */
  public static final MlpProbe STANDARD = new MlpProbe(256, 20, 128, 1e-3);

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public MlpProbe {
    if (hidden < 1 || epochs < 1 || batch < 1 || !(learningRate > 0)) {
      throw new IllegalArgumentException(
          "expected units, epochs, a batch and a learning rate above 0, not %d, %d, %d and %s"
              .formatted(hidden, epochs, batch, learningRate));
    }
  }

  /**
   * Fits a classifier. Equal arguments give equal classifiers on the same number of threads.
   *
   * @param features training examples
   * @param labels class of each
   * @param heldOut examples that the epoch is chosen on, the first of the best
   * @param heldOutLabels class of each
   * @param classes number of classes, at least 2
   * @param address of first values and the order of examples
   * @param manager where it computes; the classifier computes there, too
   * @throws IllegalArgumentException if labels do not fit the features or the classes
   */
  public MlpClassifier fit(
      FeatureMatrix features,
      int[] labels,
      FeatureMatrix heldOut,
      int[] heldOutLabels,
      int classes,
      RandomAddress address,
      NDManager manager) {
    Labels.require(labels, features.rows(), classes);
    Labels.require(heldOutLabels, heldOut.rows(), classes);
    Standardization scale = Standardization.of(features);
    try (Network network = new Network(manager, address.purpose("first-values"))) {
      network.add(NAME, layers(classes), new Shape(batch, features.columns()));
      MlpClassifier best = null;
      double most = -1;
      AdamW optimizer = new AdamW(network.trainable(), AdamW.Settings.DEFAULT, network.manager());
      int steps = Math.max(1, features.rows() / batch);
      LearningRate rate =
          new LearningRate(learningRate, 0, (long) epochs * steps, LearningRate.Decay.COSINE);
      NDArray all = scale.applyTo(features.upload(network.manager())); // (N, D)
      NDArray targets =
          network.manager().create(Arrays.stream(labels).asLongStream().toArray()); // (N)
      for (int epoch = 0; epoch < epochs; epoch++) {
        int[] order = address.purpose("order").at(epoch).permutation(features.rows());
        for (int s = 0; s < steps; s++) {
          long[] rows =
              Arrays.stream(order, s * batch, Math.min(order.length, (s + 1) * batch))
                  .asLongStream()
                  .toArray();
          step(network, all, targets, rows);
          optimizer.step(rate.at(optimizer.steps()));
        }
        MlpClassifier now = MlpClassifier.of(scale, network.block(NAME), classes, manager);
        double accuracy = now.scores(heldOut).accuracy(heldOutLabels);
        if (accuracy > most) {
          most = accuracy;
          best = now;
        }
      }
      return best;
    }
  }

  private SequentialBlock layers(int classes) {
    return new SequentialBlock()
        .add(Linear.builder().setUnits(hidden).build())
        .add(Activation.reluBlock())
        .add(Linear.builder().setUnits(classes).build());
  }

  private static void step(Network network, NDArray all, NDArray targets, long[] rows) {
    // The scope ends what the block leaves on the manager of its parameters.
    try (NDManager step = network.manager().newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector();
        NDScope everything = new NDScope()) {
      everything.suppressNotUsedWarning();
      NDIndex index = new NDIndex("{}", step.create(rows));
      NDArray batch = all.get(index);
      batch.attach(step);
      NDArray own = targets.get(index);
      own.attach(step);
      collector.backward(CrossEntropy.loss(network.forward(NAME, batch, true), own));
    }
  }
}
