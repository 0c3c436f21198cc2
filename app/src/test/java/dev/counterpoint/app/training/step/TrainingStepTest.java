package dev.counterpoint.app.training.step;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import dev.counterpoint.app.recipe.Recipes;
import dev.counterpoint.app.run.Assembly;
import dev.counterpoint.app.training.BatchSource;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.colored.ColoredEnvironments;
import dev.counterpoint.datasets.digits.DigitSets;
import dev.counterpoint.datasets.digits.RenderedDigits;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.learner.Learner;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.optimizer.MomentumSgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingStepTest {

  private static final int STEPS = 60;
  private static final int METHOD_STEPS = 30;

  /**
   * DJL makes constants in buffers of Java, which the graph reads in the backward pass: who lets go
   * of such an array too early trains on what the collector left there.
   */
  @Test
  void garbageCollectionsChangeNoGradient() throws InterruptedException {
    float[] weights = DuringCollections.run(TrainingStepTest::weightsAfterTraining);
    assertThat(weights).isEqualTo(weightsAfterTraining());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "colored-mnist-clip",
        "colored-mnist-clip objective.learnTemperature=true encoder.projection=relu-linear",
        "colored-mnist-simclr",
        "colored-mnist-supervised"
      })
  void noMethodDependsOnGarbageCollections(String recipe) throws InterruptedException {
    float[] weights = DuringCollections.run(() -> weightsAfterTraining(recipe));
    assertThat(weights).isEqualTo(weightsAfterTraining(recipe));
  }

  private static float[] weightsAfterTraining(String recipe) {
    List<String> words = List.of(recipe.split(" "));
    List<String> settings = new ArrayList<>(words.subList(1, words.size()));
    settings.add("training.batchSize=32");
    Assembly assembly = new Assembly(Recipes.load(words.get(0), settings), RandomAddress.seed(1));
    ColoredEnvironments environments =
        assembly.environments(
            new DigitSets(
                RenderedDigits.train(1, 320), RenderedDigits.test(1, 10), "rendered", Map.of()));
    try (NDManager manager = NDManager.newBaseManager();
        Learner learner = assembly.learner(environments, manager);
        BatchSource batches = assembly.batches(environments, manager)) {
      TrainingStep step = new TrainingStep(learner, assembly.optimizer(learner), 1);
      for (int i = 0; i < METHOD_STEPS; i++) {
        try (NDManager own = learner.network().manager().newSubManager()) {
          step.take(own, batches.batch(own, i / 10, i % 10), 1e-3);
        }
      }
      return learner.network().trainable().values().iterator().next().getArray().toFloatArray();
    }
  }

  private static float[] weightsAfterTraining() {
    try (NDManager manager = NDManager.newBaseManager();
        Learner learner = new ConstantsInTheLoss(manager)) {
      TrainingStep step =
          new TrainingStep(
              learner,
              new MomentumSgd(learner.network().trainable(), 0, 0, learner.network().manager()),
              0);
      for (int i = 0; i < STEPS; i++) {
        try (NDManager own = manager.newSubManager()) {
          NDArray ones = own.ones(new Shape(64, 256));
          step.take(own, new Batch(64, Map.of(Modality.IMAGE, ones), null), 1e-3);
        }
      }
      return learner.network().parameters().get("linear/weight").getArray().toFloatArray();
    }
  }

  /** A loss with constants that Java made. */
  private static final class ConstantsInTheLoss implements Learner {

    private final Network network;

    ConstantsInTheLoss(NDManager manager) {
      network = new Network(manager, RandomAddress.seed(1));
      network.add("linear", Linear.builder().setUnits(256).build(), new Shape(64, 256));
    }

    @Override
    public Network network() {
      return network;
    }

    @Override
    public NDArray loss(Batch batch) {
      NDArray y = network.forward("linear", batch.get(Modality.IMAGE), true);
      NDManager step = y.getManager();
      for (int i = 1; i <= 10; i++) {
        y = y.mul(step.create(1 + i / 100f)).tanh().div(step.create(new float[] {1 - i / 100f}));
      }
      return y.square().mean().mul(step.create(3f));
    }
  }
}
