package dev.counterpoint.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.app.training.step.DuringCollections;
import dev.counterpoint.app.training.step.SteeredStep;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.balance.Balancer;
import dev.counterpoint.models.balance.EnsembleTraining;
import dev.counterpoint.models.balance.FusionLearner;
import dev.counterpoint.models.balance.JointTraining;
import dev.counterpoint.models.balance.MultiLoss;
import dev.counterpoint.models.balance.PretrainedEncoders;
import dev.counterpoint.models.balance.UnimodalTraining;
import dev.counterpoint.models.balance.mcr.Game;
import dev.counterpoint.models.balance.mcr.Mcr;
import dev.counterpoint.models.balance.mcr.McrSettings;
import dev.counterpoint.models.balance.mcr.Pairs;
import dev.counterpoint.models.balance.mcr.Reference;
import dev.counterpoint.models.encoder.MlpEncoder;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.head.ConcatenationHead;
import dev.counterpoint.models.fusion.head.FusionHead;
import dev.counterpoint.models.fusion.head.GatedHead;
import dev.counterpoint.models.fusion.head.LateLinearHead;
import dev.counterpoint.models.learner.StepPlace;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.optimizer.AdamW;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method that trains a fusion, as the program takes its steps. */
class FusionStepsTest {

  private static final int STEPS = 12;
  private static final int EXAMPLES = 48;
  private static final int CLASSES = 4;
  private static final RandomAddress RANDOM = RandomAddress.seed(2);
  private static final McrSettings MCR = McrSettings.DEFAULT.withWeights(0.5, 1, 1, 1);

  static Stream<Balancer> methods() {
    return Stream.of(
        new JointTraining(),
        new UnimodalTraining(0),
        new EnsembleTraining(),
        new MultiLoss(0.5),
        new PretrainedEncoders(true),
        new PretrainedEncoders(false),
        new Mcr(MCR, RANDOM),
        new Mcr(MCR.with(Game.COLLABORATIVE), RANDOM),
        new Mcr(MCR.with(4, Reference.CONSTANT, Pairs.OTHER_LABELS), RANDOM),
        new Mcr(MCR.with(Game.INDEPENDENT).with(4, Reference.OWN, Pairs.OTHER_EXAMPLES), RANDOM));
  }

  static List<Object[]> methodsAndHeads() {
    List<Object[]> all = new ArrayList<>();
    methods().forEach(method -> all.add(new Object[] {method, new LateLinearHead(CLASSES)}));
    all.add(new Object[] {new Mcr(MCR, RANDOM), new ConcatenationHead(16, CLASSES)});
    all.add(new Object[] {new Mcr(MCR, RANDOM), new GatedHead(2, 8, CLASSES)});
    return all;
  }

  @ParameterizedTest
  @MethodSource("methodsAndHeads")
  void noMethodDependsOnGarbageCollections(Balancer method, FusionHead head)
      throws InterruptedException {
    List<float[]> weights = DuringCollections.run(() -> weightsAfterTraining(method, head));
    List<float[]> expected = weightsAfterTraining(method, head);
    assertThat(weights).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(weights.get(i)).isEqualTo(expected.get(i));
      for (float weight : weights.get(i)) {
        assertThat(weight).isFinite();
      }
    }
  }

  private static List<float[]> weightsAfterTraining(Balancer method, FusionHead head) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Network network = new Network(manager, RANDOM.purpose("initialization"));
      List<FusionModel.Tower> towers =
          List.of(
              new FusionModel.Tower("a", MlpEncoder.create(16, 8), new Shape(EXAMPLES, 12)),
              new FusionModel.Tower("b", MlpEncoder.create(16, 8), new Shape(EXAMPLES, 20)));
      FusionModel model = new FusionModel(network, towers, head, CLASSES);
      try (FusionLearner learner = new FusionLearner(model, method, null)) {
        AdamW optimizer = new AdamW(network.trainable(), AdamW.Settings.DEFAULT, manager);
        SteeredStep step = new SteeredStep(learner, optimizer, 1);
        for (int i = 0; i < STEPS; i++) {
          try (NDManager own = network.manager().newSubManager()) {
            step.take(own, batch(own, i), new StepPlace(i, 10), 1e-3);
          }
        }
        List<float[]> weights = new ArrayList<>();
        network.trainable().values().forEach(p -> weights.add(p.getArray().toFloatArray()));
        return weights;
      }
    }
  }

  private static Batch batch(NDManager step, int number) {
    SplittableRandom random = RANDOM.at(number).stream();
    long[] labels = new long[EXAMPLES];
    for (int i = 0; i < EXAMPLES; i++) {
      labels[i] = random.nextInt(CLASSES);
    }
    return new Batch(
        EXAMPLES,
        Map.of(
            "a", step.create(noise(random, 12), new Shape(EXAMPLES, 12)),
            "b", step.create(noise(random, 20), new Shape(EXAMPLES, 20))),
        step.create(labels));
  }

  private static float[] noise(SplittableRandom random, int width) {
    float[] values = new float[EXAMPLES * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
