package dev.counterpoint.models.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.encoder.LinearEncoder;
import dev.counterpoint.models.encoder.ProjectionHeads;
import dev.counterpoint.models.encoder.SmallConvEncoder;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.objective.LogitScale;
import dev.counterpoint.models.optimizer.AdamW;
import dev.counterpoint.models.optimizer.GradientClip;
import dev.counterpoint.models.optimizer.Optimizer;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LearnersTest {

  private static final int N = 4;
  private static final Shape PICTURES = new Shape(N, 3, 8, 8);

  private NDManager root;

  @BeforeEach
  void open() {
    root = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    root.close();
  }

  enum Kind {
    SUPERVISED,
    CLIP,
    SIMCLR;

    ImageLearner create(NDManager root) {
      Network network = new Network(root, RandomAddress.seed(1));
      return switch (this) {
        case SUPERVISED -> new SupervisedLearner(network, SmallConvEncoder.create(6), 3, PICTURES);
        case CLIP ->
            new ClipLearner(
                network,
                SmallConvEncoder.create(6),
                ProjectionHeads.linear(5),
                LinearEncoder.create(5),
                LogitScale.learned(0.1),
                PICTURES,
                new Shape(N, 4));
        case SIMCLR ->
            new SimClrLearner(
                network,
                SmallConvEncoder.create(6),
                ProjectionHeads.reluLinear(5),
                LogitScale.fixed(0.5),
                PICTURES);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void thousandStepsLeaveNoArraysBehindAndLowerTheLoss(Kind kind) {
    try (Learner learner = kind.create(root)) {
      Optimizer optimizer = new AdamW(learner.network().trainable(), AdamW.Settings.DEFAULT, root);
      float first = step(learner, optimizer);
      run(learner, optimizer, 99);
      int inNetwork = learner.network().manager().getManagedArrays().size();
      int inAll = root.getManagedArrays().size();
      run(learner, optimizer, 899);
      float last = step(learner, optimizer);

      assertThat(learner.network().manager().getManagedArrays().size()).isEqualTo(inNetwork);
      assertThat(root.getManagedArrays().size()).isEqualTo(inAll);
      assertThat(optimizer.steps()).isEqualTo(1000);
      assertThat(last).isLessThan(first / 2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLossBelongsToTheStep(Kind kind) {
    try (Learner learner = kind.create(root);
        NDManager step = root.newSubManager()) {
      Batch batch = batch(step);
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray loss = learner.loss(batch);
        collector.backward(loss);
        assertThat(loss.getManager()).isSameAs(step);
        assertThat(loss.size()).isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void representationsBelongToThePicturesAndAreRepeatable(Kind kind) {
    try (ImageLearner learner = kind.create(root)) {
      int before = learner.network().manager().getManagedArrays().size();
      try (NDManager step = root.newSubManager()) {
        NDArray pictures = batch(step).get(Modality.IMAGE);
        NDArray feature = learner.encode(pictures);
        NDArray embedding = learner.project(feature);
        assertThat(feature.getManager()).isSameAs(step);
        assertThat(embedding.getManager()).isSameAs(step);
        assertThat(feature.getShape()).isEqualTo(new Shape(N, 6));
        for (float length :
            kind == Kind.SUPERVISED ? new float[0] : embedding.norm(new int[] {1}).toFloatArray()) {
          assertThat(length).isEqualTo(1, within(1e-5f));
        }
        assertThat(learner.encode(pictures).contentEquals(feature)).isTrue();
      }
      assertThat(learner.network().manager().getManagedArrays().size()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSeedMeansTheSameTraining(Kind kind) {
    try (Learner one = kind.create(root);
        Learner two = kind.create(root)) {
      run(one, new AdamW(one.network().trainable(), AdamW.Settings.DEFAULT, root), 5);
      run(two, new AdamW(two.network().trainable(), AdamW.Settings.DEFAULT, root), 5);
      one.network()
          .parameters()
          .forEach(
              (name, parameter) ->
                  assertThat(two.network().parameters().get(name).getArray().toFloatArray())
                      .as(name)
                      .isEqualTo(parameter.getArray().toFloatArray()));
    }
  }

  private void run(Learner learner, Optimizer optimizer, int steps) {
    for (int i = 0; i < steps; i++) {
      step(learner, optimizer);
    }
  }

  private float step(Learner learner, Optimizer optimizer) {
    try (NDManager step = root.newSubManager()) {
      Batch batch = batch(step);
      NDArray loss;
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        loss = learner.loss(batch);
        collector.backward(loss);
      }
      GradientClip.byGlobalNorm(learner.network().trainable().values(), 10, step);
      optimizer.step(0.003);
      learner.afterStep();
      return loss.toFloatArray()[0];
    }
  }

  /** The same four examples each time. */
  private static Batch batch(NDManager step) {
    NDArray pictures = random(step, 1, PICTURES);
    NDArray view = random(step, 2, PICTURES).mul(0.1f).add(pictures);
    NDArray captions = random(step, 3, new Shape(N, 4));
    NDArray labels = step.create(new long[] {0, 1, 2, 1});
    return new Batch(
        N,
        Map.of(Modality.IMAGE, pictures, Modality.VIEW, view, Modality.CAPTION, captions),
        labels);
  }

  private static NDArray random(NDManager manager, long seed, Shape shape) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return manager.create(values, shape);
  }
}
