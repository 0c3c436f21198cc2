package dev.counterpoint.models.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.balance.TestFusion.Head;
import dev.counterpoint.models.balance.TestFusion.Outcome;
import dev.counterpoint.models.balance.mcr.Mcr;
import dev.counterpoint.models.balance.mcr.McrSettings;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.learner.StepPlace;
import dev.counterpoint.models.optimizer.AdamW;
import dev.counterpoint.models.optimizer.Optimizer;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BaselinesTest {

  private static final StepPlace PLACE = new StepPlace(0, 10);

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  static Stream<Balancer> all() {
    return Stream.of(
        new JointTraining(),
        new UnimodalTraining(1),
        new EnsembleTraining(),
        MultiLoss.EQUAL,
        new PretrainedEncoders(true),
        new PretrainedEncoders(false),
        new Mcr(McrSettings.DEFAULT.withWeights(0.1, 1, 1, 0.1), RandomAddress.seed(1)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void thousandStepsLeaveNoArraysBehind(Balancer balancer) {
    FusionModel model = TestFusion.model(manager, Head.GATED, 4, 4);
    try (FusionLearner learner = new FusionLearner(model, balancer, null)) {
      Optimizer optimizer =
          new AdamW(learner.network().trainable(), AdamW.Settings.DEFAULT, manager);
      for (int i = 0; i < 100; i++) {
        TestFusion.step(learner, optimizer, i);
      }
      int early = learner.network().manager().getManagedArrays().size();
      int all = manager.getManagedArrays().size();
      for (int i = 100; i < 1000; i++) {
        TestFusion.step(learner, optimizer, i);
      }
      assertThat(learner.network().manager().getManagedArrays()).hasSize(early);
      assertThat(manager.getManagedArrays()).hasSize(all);
      assertThat(learner.firstNotFinite()).isEmpty();
    }
  }

  @Test
  void unimodalTrainingTrainsNothingElse() {
    Map<String, float[]> before = new TreeMap<>();
    FusionModel model = TestFusion.model(manager, Head.CONCATENATION, 4, 6, 5);
    try (FusionLearner learner = new FusionLearner(model, new UnimodalTraining(1), null)) {
      model.network().parameters().forEach((n, p) -> before.put(n, p.getArray().toFloatArray()));
      assertThat(model.network().trainableBlocks().keySet())
          .containsExactlyElementsOf(model.partsOf(1));
      Optimizer optimizer =
          new AdamW(learner.network().trainable(), AdamW.Settings.DEFAULT, manager);
      for (int i = 0; i < 5; i++) {
        TestFusion.step(learner, optimizer, i);
      }
      model
          .network()
          .parameters()
          .forEach(
              (name, parameter) -> {
                float[] now = parameter.getArray().toFloatArray();
                if (name.startsWith("m1-encoder/") || name.startsWith("m1-classifier/")) {
                  assertThat(now).as(name).isNotEqualTo(before.get(name));
                } else {
                  assertThat(now).as(name).isEqualTo(before.get(name));
                }
              });
      NDArray scores = learner.predict(TestFusion.batch(manager, 3));
      double[][] expected = new ReferenceFusion(model, Head.CONCATENATION).alone(1);
      check(scores, expected);
    }
  }

  private static void check(NDArray scores, double[][] expected) {
    float[] found = scores.toFloatArray();
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i])
          .isCloseTo(expected[i / expected[0].length][i % expected[0].length], within(1e-5));
    }
  }

  @Test
  void anEnsembleIsUnimodalTrainingsSideBySide() {
    FusionModel together = TestFusion.model(manager, Head.LATE_LINEAR, 4, 6);
    train(together, new EnsembleTraining());
    double[][] sum = new double[TestFusion.EXAMPLES][TestFusion.CLASSES];
    for (int m = 0; m < 2; m++) {
      FusionModel apart = TestFusion.model(manager, Head.LATE_LINEAR, 4, 6);
      train(apart, new UnimodalTraining(m));
      for (String part : apart.partsOf(m)) {
        apart
            .network()
            .parameters()
            .forEach(
                (name, parameter) -> {
                  if (name.startsWith(part + "/")) {
                    assertThat(together.network().parameters().get(name).getArray().toFloatArray())
                        .as(name)
                        .isEqualTo(parameter.getArray().toFloatArray());
                  }
                });
      }
      double[][] scores = new ReferenceFusion(apart, Head.LATE_LINEAR).alone(m);
      for (int n = 0; n < sum.length; n++) {
        for (int c = 0; c < sum[n].length; c++) {
          sum[n][c] += scores[n][c];
        }
      }
    }
    Batch batch = TestFusion.batch(manager, 2);
    NDList features = new NDList();
    for (int m = 0; m < 2; m++) {
      features.add(together.encode(m, batch, false));
    }
    check(new EnsembleTraining().scores(together, features), sum);
  }

  private void train(FusionModel model, Balancer balancer) {
    FusionLearner learner = new FusionLearner(model, balancer, null);
    Optimizer optimizer = new AdamW(learner.network().trainable(), AdamW.Settings.DEFAULT, manager);
    for (int i = 0; i < 20; i++) {
      TestFusion.step(learner, optimizer, i);
    }
  }

  @Test
  void multiLossIsTheSum() {
    FusionModel model = TestFusion.model(manager, Head.GATED, 4, 6);
    Outcome outcome = TestFusion.outcome(model, new MultiLoss(0.3), PLACE);
    ReferenceFusion fusion = new ReferenceFusion(model, Head.GATED);
    double fused = ReferenceFusion.crossEntropy(fusion.fused(ReferenceFusion.identity(2)));
    double alone =
        ReferenceFusion.crossEntropy(fusion.alone(0))
            + ReferenceFusion.crossEntropy(fusion.alone(1));
    assertThat((double) outcome.terms().get("fused")).isCloseTo(fused, within(1e-5));
    assertThat((double) outcome.terms().get("alone")).isCloseTo(0.3 * alone, within(1e-5));
    assertThat(outcome.loss()).isCloseTo(fused + 0.3 * alone, within(1e-5));
    assertThat(TestFusion.outcome(model, new MultiLoss(0), PLACE).terms())
        .containsOnlyKeys("fused");
    assertThatIllegalArgumentException().isThrownBy(() -> new MultiLoss(-1));
  }

  @Test
  void frozenEncodersLeaveTheHeadToLearn() {
    FusionModel model = TestFusion.model(manager, Head.CONCATENATION, 4, 6);
    Balancer frozen = new PretrainedEncoders(true);
    frozen.addTo(model);
    Outcome outcome = TestFusion.outcome(model, frozen, PLACE);
    assertThat(outcome.gradients().keySet())
        .isNotEmpty()
        .allMatch(n -> n.contains("-projection/") || n.startsWith("fusion-combination/"));
    FusionModel free = TestFusion.model(manager, Head.CONCATENATION, 4, 6);
    new PretrainedEncoders(false).addTo(free);
    Outcome tuned = TestFusion.outcome(free, new PretrainedEncoders(false), PLACE);
    Outcome joint = TestFusion.outcome(free, new JointTraining(), PLACE);
    assertThat(tuned.loss()).isEqualTo(joint.loss());
    joint
        .gradients()
        .forEach((n, values) -> assertThat(tuned.gradients().get(n)).as(n).isEqualTo(values));
    assertThat(tuned.gradients().get("m0-encoder/01Linear_weight")).isNotEqualTo(new float[12]);
  }
}
