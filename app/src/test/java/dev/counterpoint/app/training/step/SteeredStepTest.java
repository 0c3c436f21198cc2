package dev.counterpoint.app.training.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.learner.SteeredLearner;
import dev.counterpoint.models.learner.StepGradients;
import dev.counterpoint.models.learner.StepPlace;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.optimizer.AdamW;
import dev.counterpoint.models.optimizer.MomentumSgd;
import dev.counterpoint.models.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SteeredStepTest {

  private static final int STEPS = 1_000;

  /** Two objectives over one linear layer, {@code sum(Wx)} and {@code sum((Wx)^2)}. */
  private static class Two implements SteeredLearner {

    final Network network;
    final List<float[]> seen = new ArrayList<>();
    double rate = 1;

    Two(NDManager manager) {
      network = new Network(manager, RandomAddress.seed(5).purpose("initialization"));
      network.add("layer", Linear.builder().setUnits(2).optBias(false).build(), new Shape(3, 4));
    }

    @Override
    public Network network() {
      return network;
    }

    @Override
    public NDList objectives(Batch batch, StepPlace place) {
      NDArray out = network.forward("layer", batch.get("x"), true);
      return new NDList(out.sum(), out.mul(out).sum());
    }

    @Override
    public void steer(StepGradients gradients, StepPlace place) {
      gradients.of(0).values().forEach(array -> seen.add(array.toFloatArray()));
      gradients.of(1).values().forEach(array -> seen.add(array.toFloatArray()));
      gradients
          .parameters("layer")
          .forEach((name, parameter) -> gradients.set(parameter, gradients.of(1).get(name)));
    }

    @Override
    public Map<String, Double> rates(StepPlace place) {
      return Map.of("layer", rate);
    }

    float[] weights() {
      return network.parameters().get("layer/weight").getArray().toFloatArray();
    }
  }

  private static Batch batch(NDManager step) {
    float[] x = {1, 2, 3, 4, -1, 0.5f, 2, -3, 0, 1, 1, 1};
    return new Batch(3, Map.of("x", step.create(x, new Shape(3, 4))), null);
  }

  private static Optimizer sgd(Two learner) {
    return new MomentumSgd(learner.network.trainable(), 0, 0, learner.network.manager());
  }

  @Test
  void gradientsOfObjectivesAreKeptApart() {
    try (NDManager manager = NDManager.newBaseManager();
        NDManager step = manager.newSubManager()) {
      Two learner = new Two(manager);
      float[] before = learner.weights();
      new SteeredStep(learner, sgd(learner), 0).take(step, batch(step), new StepPlace(0, 1), 0.1);
      // The gradient of sum(Wx) by each row of W is the sum of all x.
      assertThat(learner.seen.get(0)).containsExactly(0, 3.5f, 6, 2, 0, 3.5f, 6, 2);
      float[] expected = new float[8];
      float[] x = batch(step).get("x").toFloatArray();
      for (int row = 0; row < 2; row++) {
        for (int n = 0; n < 3; n++) {
          float out = 0;
          for (int k = 0; k < 4; k++) {
            out += before[row * 4 + k] * x[n * 4 + k];
          }
          for (int k = 0; k < 4; k++) {
            expected[row * 4 + k] += 2 * out * x[n * 4 + k];
          }
        }
      }
      for (int i = 0; i < 8; i++) {
        assertThat(learner.seen.get(1)[i]).isCloseTo(expected[i], within(1e-4f));
        // What the learner put there is what the optimizer used.
        assertThat(learner.weights()[i]).isCloseTo(before[i] - 0.1f * expected[i], within(1e-5f));
      }
    }
  }

  @Test
  void aBlockOfRateZeroStaysWithItsMoments() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Two held = new Two(manager);
      Two free = new Two(manager);
      Optimizer holding = adamW(held);
      Optimizer plain = adamW(free);
      float[] before = held.weights();
      held.rate = 0;
      take(held, holding, manager);
      assertThat(held.weights()).isEqualTo(before);
      held.rate = 1;
      take(held, holding, manager);
      take(free, plain, manager);
      // The first step of a block is its first, whenever it comes.
      assertThat(held.weights()).isEqualTo(free.weights());

      Two resumed = new Two(manager);
      resumed.network.parameters().get("layer/weight").getArray().set(held.weights());
      Optimizer restored = adamW(resumed);
      restored.restore(holding.steps(), holding.state());
      take(held, holding, manager);
      take(resumed, restored, manager);
      assertThat(resumed.weights()).isEqualTo(held.weights());
    }
  }

  @Test
  void noArrayOutlivesItsStep() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Two learner = new Two(manager);
      Optimizer optimizer = adamW(learner);
      for (int i = 0; i < 10; i++) {
        take(learner, optimizer, manager);
      }
      int early = learner.network.manager().getManagedArrays().size();
      for (int i = 0; i < STEPS; i++) {
        take(learner, optimizer, manager);
      }
      assertThat(learner.network.manager().getManagedArrays()).hasSize(early);
    }
  }

  private static AdamW adamW(Two learner) {
    return new AdamW(
        learner.network.trainable(), AdamW.Settings.DEFAULT, learner.network.manager());
  }

  private static void take(Two learner, Optimizer optimizer, NDManager manager) {
    try (NDManager step = manager.newSubManager()) {
      new SteeredStep(learner, optimizer, 1).take(step, batch(step), new StepPlace(0, 1), 0.01);
    }
  }
}
