package dev.counterpoint.models.balance;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.balance.boost.ReconBoost;
import dev.counterpoint.models.balance.gradient.AdaptiveModulation;
import dev.counterpoint.models.balance.gradient.GradientModulation;
import dev.counterpoint.models.balance.gradient.MultiLossModulation;
import dev.counterpoint.models.balance.gradient.ParetoIntegration;
import dev.counterpoint.models.balance.rate.ModalityRates;
import dev.counterpoint.models.balance.relearn.Relearning;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.head.ConcatenationHead;
import dev.counterpoint.models.fusion.head.CosineHead;
import dev.counterpoint.models.fusion.head.FusionHead;
import dev.counterpoint.models.fusion.head.GatedHead;
import dev.counterpoint.models.fusion.head.LateLinearHead;
import dev.counterpoint.models.learner.StepPlace;
import dev.counterpoint.models.optimizer.AdamW;
import dev.counterpoint.models.optimizer.Optimizer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of all methods that balance modalities. */
class MethodsTest {

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  enum Method {
    MSLR,
    MMCOSINE,
    OGM_GE,
    AGM,
    MLB,
    RECONBOOST,
    MMPARETO,
    RELEARNING;

    Balancer create() {
      RandomAddress address = RandomAddress.seed(2);
      return switch (this) {
        case MSLR -> new ModalityRates(new ModalityRates.Settings(List.of(), 0, 2));
        case MMCOSINE -> new JointTraining();
        case OGM_GE ->
            new GradientModulation(new GradientModulation.Settings(0.5, true, 0), address);
        case AGM -> new AdaptiveModulation(new AdaptiveModulation.Settings(1));
        case MLB -> new MultiLossModulation(MultiLossModulation.Settings.DEFAULT);
        case RECONBOOST -> new ReconBoost(new ReconBoost.Settings(0.5, 5, 1, 1, 1));
        case MMPARETO -> new ParetoIntegration(ParetoIntegration.Settings.DEFAULT);
        case RELEARNING -> new Relearning(new Relearning.Settings(1, 20, 1, 0.5), address);
      };
    }

    FusionHead head() {
      return this == MMCOSINE ? new CosineHead(Toy.CLASSES, 10) : new LateLinearHead(Toy.CLASSES);
    }
  }

  private FusionLearner learner(Method method, FusionHead head, int modalities) {
    FusionModel model = Toy.model(manager, head, modalities);
    return new FusionLearner(model, method.create(), new ToyLatents(model));
  }

  private Optimizer adamW(FusionLearner learner) {
    return new AdamW(learner.network().trainable(), AdamW.Settings.DEFAULT, manager);
  }

  @ParameterizedTest
  @EnumSource
  void learnsInFiftyStepsWithTwoModalitiesAndThree(Method method) {
    for (int modalities : new int[] {2, 3}) {
      for (FusionHead head : List.of(method.head(), new GatedHead(modalities, 4, Toy.CLASSES))) {
        FusionLearner learner = learner(method, head, modalities);
        Optimizer optimizer = adamW(learner);
        float first = 0;
        float last = 0;
        for (int i = 0; i < 50; i++) {
          last = Toy.step(learner, optimizer, new StepPlace(i, 5));
          first = i == 0 ? last : first;
        }
        assertThat(last).as("%s, %d modalities", head, modalities).isLessThan(0.8f * first);
        assertThat(learner.firstNotFinite()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void thousandStepsLeaveNoArraysBehind(Method method) {
    FusionLearner learner = learner(method, method.head(), 2);
    Optimizer optimizer = adamW(learner);
    for (int i = 0; i < 100; i++) {
      Toy.step(learner, optimizer, new StepPlace(i, 20));
    }
    int early = learner.network().manager().getManagedArrays().size();
    int all = manager.getManagedArrays().size();
    for (int i = 100; i < 1000; i++) {
      Toy.step(learner, optimizer, new StepPlace(i, 20));
    }
    assertThat(learner.network().manager().getManagedArrays()).hasSize(early);
    assertThat(manager.getManagedArrays()).hasSize(all);
  }

  @ParameterizedTest
  @EnumSource
  void extremeScoresAndASingleClassStayFinite(Method method) {
    for (FusionHead head : List.of(method.head(), new ConcatenationHead(4, Toy.CLASSES))) {
      for (float size : new float[] {0, 1, 1e4f}) {
        FusionLearner learner = learner(method, head, 2);
        learner.network().parameters().forEach((name, p) -> enlarge(name, p, size));
        for (int i = 0; i < 3; i++) {
          StepPlace place = new StepPlace(i, 1);
          try (NDManager step = manager.newSubManager()) {
            learner.beforeStep(place);
            Batch batch = Toy.batch(step, 2, 1, 1, 1, 1, 1, 1);
            learner.steer(Toy.backward(learner, batch, place), place);
            Toy.gradients(learner.network())
                .forEach((name, values) -> assertFinite(method + " " + name, values));
            Toy.parameters(learner.network())
                .forEach((name, values) -> assertFinite(method + " " + name, values));
          }
        }
        assertThat(learner.firstNotFinite()).isEmpty();
      }
    }
  }

  private static void enlarge(String name, Parameter parameter, float size) {
    if (!name.contains("encoder") && parameter.requiresGradient() && size != 1) {
      NDArray array = parameter.getArray();
      array.muli(size);
    }
  }

  private static void assertFinite(String name, float[] values) {
    for (float value : values) {
      assertThat(Float.isFinite(value)).as(name + ": " + value).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTrainingThatIsStoppedAnywhereEndsWithTheSameBits(Method method) {
    for (int stop : new int[] {17, 42}) {
      FusionLearner whole = learner(method, method.head(), 2);
      Optimizer optimizer = adamW(whole);
      run(whole, optimizer, 0, stop);
      FusionLearner resumed = learner(method, method.head(), 2);
      Optimizer restored = adamW(resumed);
      Toy.restore(resumed.network(), Toy.parameters(whole.network()));
      restored.restore(optimizer.steps(), optimizer.state());
      run(whole, optimizer, stop, 50);
      run(resumed, restored, stop, 50);
      Toy.parameters(whole.network())
          .forEach(
              (name, values) ->
                  assertThat(Toy.parameters(resumed.network()).get(name))
                      .as(name)
                      .isEqualTo(values));
    }
  }

  private static void run(FusionLearner learner, Optimizer optimizer, int from, int to) {
    for (int i = from; i < to; i++) {
      Toy.step(learner, optimizer, new StepPlace(i, 2));
    }
  }
}
