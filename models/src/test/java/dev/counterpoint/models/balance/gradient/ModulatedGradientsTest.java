package dev.counterpoint.models.balance.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.balance.Balancer;
import dev.counterpoint.models.balance.FusionLearner;
import dev.counterpoint.models.balance.Toy;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.head.LateLinearHead;
import dev.counterpoint.models.learner.StepGradients;
import dev.counterpoint.models.learner.StepPlace;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the methods do to gradients, and what they leave alone. */
class ModulatedGradientsTest {

  private static final RandomAddress ADDRESS = RandomAddress.seed(4);
  private static final int MODALITIES = 3;

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private record Seen(Map<String, float[]> before, Map<String, float[]> after) {}

  private Seen steered(FusionLearner learner, StepPlace place) {
    try (NDManager step = manager.newSubManager()) {
      StepGradients gradients = Toy.backward(learner, batch(step), place);
      Map<String, float[]> before = Toy.gradients(learner.network());
      learner.steer(gradients, place);
      Map<String, float[]> after = Toy.gradients(learner.network());
      learner.network().trainable().values().forEach(p -> gradients.set(p, zeros(step, p)));
      return new Seen(before, after);
    }
  }

  private static NDArray zeros(NDManager step, Parameter parameter) {
    return step.zeros(parameter.getArray().getShape());
  }

  private static Batch batch(NDManager manager) {
    return Toy.batch(manager, MODALITIES);
  }

  private FusionLearner learner(Balancer balancer) {
    FusionModel model = Toy.model(manager, new LateLinearHead(Toy.CLASSES), MODALITIES);
    return new FusionLearner(model, balancer, null);
  }

  private float[] factors(FusionLearner learner, UnaryOperator<NDArray> rule, boolean alone) {
    var pass = learner.model().pass(batch(manager), true);
    NDList scores = Responses.of(pass);
    if (alone) {
      scores = new NDList(pass.alone(0), pass.alone(1), pass.alone(2));
    }
    return rule.apply(Scores.certainty(scores, pass.labels())).toFloatArray();
  }

  private static void check(Seen seen, float[] factors, String... parts) {
    seen.before.forEach(
        (name, values) -> {
          boolean scaled = List.of(parts).stream().anyMatch(p -> name.contains("-" + p + "/"));
          float factor = scaled ? factors[name.charAt(1) - '0'] : 1;
          float[] expected = values.clone();
          for (int i = 0; i < expected.length; i++) {
            expected[i] *= factor;
          }
          assertThat(seen.after.get(name)).as(name).isEqualTo(expected);
        });
  }

  @Test
  void gradientModulationScalesEncodersWhileItLasts() {
    FusionLearner learner =
        learner(new GradientModulation(new GradientModulation.Settings(0.4, false, 2), ADDRESS));
    float[] factors = factors(learner, c -> GradientModulation.factors(c, 0.4), false);
    assertThat(factors).contains(1f).doesNotContain(0f);
    assertThat(factors).isNotEqualTo(new float[] {1, 1, 1});
    check(steered(learner, new StepPlace(0, 10)), factors, "encoder");
    check(steered(learner, new StepPlace(19, 10)), factors, "encoder");
    check(steered(learner, new StepPlace(20, 10)), factors);
  }

  @Test
  void multiLossModulationScalesAllThatIsAModalitys() {
    FusionLearner learner =
        learner(new MultiLossModulation(new MultiLossModulation.Settings(0.5, 4, 0.7)));
    float[] factors = factors(learner, c -> MultiLossModulation.factors(c, 0.5, 4), true);
    assertThat(factors).isNotEqualTo(new float[] {1, 1, 1});
    check(steered(learner, new StepPlace(0, 10)), factors, "encoder", "classifier", "projection");
  }

  @Test
  void adaptiveModulationRemembersInTheNetwork() {
    FusionLearner learner = learner(new AdaptiveModulation(new AdaptiveModulation.Settings(0.5)));
    String name = AdaptiveModulation.STATE + "/cross-entropies";
    assertThat(learner.network().trainable()).doesNotContainKey(name);
    var pass = learner.model().pass(batch(manager), true);
    NDArray now = Scores.crossEntropy(Responses.of(pass), pass.labels(), -Math.log(1e-8));
    float[] values = now.toFloatArray();
    float[] factors = AdaptiveModulation.factors(now, now.zerosLike(), 0.5).toFloatArray();
    check(steered(learner, new StepPlace(0, 10)), factors, "encoder");
    assertThat(Toy.parameters(learner.network()).get(name)).containsExactly(values, within(1e-6f));
    // A quarter of what was and three quarters of what is.
    learner.network().parameters().get(name).getArray().set(new float[] {1, 2, 3});
    factors =
        AdaptiveModulation.factors(now, manager.create(new float[] {1, 2, 3}), 0.5).toFloatArray();
    check(steered(learner, new StepPlace(3, 10)), factors, "encoder");
    float[] found = Toy.parameters(learner.network()).get(name);
    for (int m = 0; m < MODALITIES; m++) {
      assertThat(found[m]).isCloseTo((3 * (m + 1) + values[m]) / 4, within(1e-5f));
    }
  }

  @Test
  void noiseHasTheDeviationOfTheGradientAndAnAddress() {
    FusionLearner learner =
        learner(new GradientModulation(new GradientModulation.Settings(0, true, 0), ADDRESS));
    String name = "m1-encoder/02Linear_weight";
    double squares = 0;
    double sum = 0;
    int count = 0;
    double deviation = 0;
    float[] first = null;
    for (int step = 0; step < 300; step++) {
      Seen seen = steered(learner, new StepPlace(step, 10));
      float[] before = seen.before.get(name);
      float[] after = seen.after.get(name);
      deviation = deviation(before);
      for (int i = 0; i < before.length; i++) {
        double noise = after[i] - before[i];
        sum += noise;
        squares += noise * noise;
        count++;
      }
      assertThat(after).isNotEqualTo(first);
      first = step == 0 ? after : first;
      assertThat(seen.after.get("m1-projection/weight"))
          .isEqualTo(seen.before.get("m1-projection/weight"));
    }
    assertThat(Math.sqrt(squares / count)).isCloseTo(deviation, within(0.03 * deviation));
    assertThat(sum / count).isCloseTo(0, within(4 * deviation / Math.sqrt(count)));
    assertThat(steered(learner, new StepPlace(0, 10)).after.get(name)).isEqualTo(first);
    // By hand, for one number.
    double drawn = ADDRESS.at(0).purpose(name).stream().nextGaussian();
    float before = steered(learner, new StepPlace(0, 10)).before.get(name)[0];
    assertThat((double) first[0]).isCloseTo(before + drawn * deviation, within(1e-5));
  }

  private static double deviation(float[] values) {
    double mean = 0;
    for (float value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GradientModulation.Settings(-1, true, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdaptiveModulation.Settings(Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MultiLossModulation.Settings(1, -1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new ParetoIntegration.Settings(0));
  }
}
