package dev.counterpoint.models.disagreement;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.random.NormalNumbers;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.optimizer.AdamW;
import dev.counterpoint.models.optimizer.LearningRate;
import dev.counterpoint.models.probe.FeatureMatrix;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Trains a {@link DisagreementLearner} on features in memory, and represents features by it. */
public final class DisagreementTraining implements AutoCloseable {

  private static final int CHUNK = 4_096;
  private static final List<String> NAMES = List.of("first", "second");

  private final DisagreementLearner learner;
  private final DisagreementSettings settings;
  private final List<ColumnScale> scales;
  private double lastLoss = Double.NaN;

  private DisagreementTraining(
      DisagreementLearner learner, DisagreementSettings settings, List<ColumnScale> scales) {
    this.learner = learner;
    this.settings = settings;
    this.scales = scales;
  }

  /**
   * Trains. Equal arguments give equal towers on the same number of threads.
   *
   * @param first features of the first modality, {@code (N, A)}
   * @param second features of the second, {@code (N, B)}; row i belongs to row i of the first
   * @param address of first values, order and noise
   * @param manager owner of the towers until {@link #close}
   * @throws IllegalArgumentException if numbers of examples differ, or there are fewer than a batch
   */
  public static DisagreementTraining of(
      FeatureMatrix first,
      FeatureMatrix second,
      Keeping keeping,
      DisagreementSettings settings,
      RandomAddress address,
      NDManager manager) {
    if (first.rows() != second.rows() || first.rows() < settings.batch()) {
      throw new IllegalArgumentException(
          "%d and %d examples: expected pairs, and at least a batch of %d"
              .formatted(first.rows(), second.rows(), settings.batch()));
    }
    List<Modality> modalities =
        List.of(
            new Modality(NAMES.get(0), List.of((long) first.columns())),
            new Modality(NAMES.get(1), List.of((long) second.columns())));
    DisagreementTraining training =
        new DisagreementTraining(
            new DisagreementLearner(
                new Network(manager, address.purpose("first-values")),
                modalities,
                keeping,
                settings),
            settings,
            List.of(ColumnScale.of(first), ColumnScale.of(second)));
    training.run(List.of(first, second), address);
    return training;
  }

  private void run(List<FeatureMatrix> features, RandomAddress address) {
    Network network = learner.network();
    AdamW optimizer = new AdamW(network.trainable(), AdamW.Settings.DEFAULT, network.manager());
    int rows = features.get(0).rows();
    int steps = rows / settings.batch();
    LearningRate rate =
        new LearningRate(
            settings.learningRate(),
            0,
            Math.max(1, (long) settings.epochs() * steps),
            LearningRate.Decay.COSINE);
    try (NDManager data = network.manager().newSubManager()) {
      NDArray[] all = new NDArray[2];
      for (int m = 0; m < 2; m++) {
        all[m] = data.create(scales.get(m).apply(features.get(m)), shape(features.get(m)));
      }
      for (int epoch = 0; epoch < settings.epochs(); epoch++) {
        int[] order = address.purpose("order").at(epoch).permutation(rows);
        for (int s = 0; s < steps; s++) {
          int from = s * settings.batch();
          long[] chosen =
              IntStream.range(from, from + settings.batch()).mapToLong(i -> order[i]).toArray();
          boolean last = epoch + 1 == settings.epochs() && s + 1 == steps;
          step(data, all, chosen, address.purpose("noise").at(optimizer.steps()), last);
          optimizer.step(rate.at(optimizer.steps()));
        }
      }
    }
  }

  private void step(NDManager data, NDArray[] all, long[] rows, RandomAddress noise, boolean last) {
    // The scope ends what blocks leave on the manager of their parameters.
    try (NDManager step = data.newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector();
        NDScope everything = new NDScope()) {
      everything.suppressNotUsedWarning();
      Map<String, NDArray> batch = new HashMap<>();
      NDIndex index = new NDIndex("{}", step.create(rows));
      for (int m = 0; m < 2; m++) {
        NDArray plain = all[m].get(index);
        plain.attach(step);
        batch.put(NAMES.get(m), noisy(step, plain, noise.at(2L * m)));
        batch.put(DisagreementLearner.view(NAMES.get(m)), noisy(step, plain, noise.at(2L * m + 1)));
      }
      NDArray loss = learner.loss(new Batch(rows.length, batch, null));
      collector.backward(loss);
      if (last) {
        lastLoss = loss.getFloat();
      }
    }
  }

  private NDArray noisy(NDManager step, NDArray plain, RandomAddress address) {
    float[] values = new float[(int) plain.size()];
    SplittableRandom random = address.stream();
    NormalNumbers.add(values, settings.noise(), random);
    return plain.add(step.create(values, plain.getShape()));
  }

  private static Shape shape(FeatureMatrix features) {
    return new Shape(features.rows(), features.columns());
  }

  /** The loss of the last step, nats; NaN where there was none, or the training diverged. */
  public double lastLoss() {
    return lastLoss;
  }

  /** What is trained. */
  public DisagreementLearner learner() {
    return learner;
  }

  /**
   * The representation of a modality, see {@link DisagreementLearner#represent}.
   *
   * @param modality 0 or 1
   * @param features {@code (N, D)}, as they come
   * @return {@code (N, width)}
   * @throws IllegalArgumentException if D is not that of the training
   */
  public FeatureMatrix represent(int modality, FeatureMatrix features) {
    float[] scaled = scales.get(modality).apply(features);
    float[] values = new float[Math.multiplyExact(features.rows(), settings.width())];
    for (int from = 0; from < features.rows(); from += CHUNK) {
      int to = Math.min(features.rows(), from + CHUNK);
      try (NDManager chunk = learner.network().manager().newSubManager();
          NDScope everything = new NDScope()) {
        everything.suppressNotUsedWarning();
        float[] part =
            Arrays.copyOfRange(scaled, from * features.columns(), to * features.columns());
        NDArray input = chunk.create(part, new Shape(to - from, features.columns()));
        float[] found = learner.represent(modality, input).toFloatArray();
        System.arraycopy(found, 0, values, from * settings.width(), found.length);
      }
    }
    return new FeatureMatrix(values, features.rows(), settings.width());
  }

  /** Frees the towers. */
  @Override
  public void close() {
    learner.close();
  }
}
