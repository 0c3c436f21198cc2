package dev.counterpoint.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import dev.counterpoint.app.recipe.Recipes;
import dev.counterpoint.app.run.Assembly;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.colored.ColoredEnvironments;
import dev.counterpoint.datasets.digits.DigitSets;
import dev.counterpoint.datasets.digits.RenderedDigits;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.learner.ImageGraph;
import dev.counterpoint.models.learner.Learner;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.optimizer.MomentumSgd;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingStepTest {

  private static final int STEPS = 60;
  private static final long PAUSE_NANOS = 5_000_000;
  private static final int METHOD_STEPS = 30;

  /**
   * DJL makes constants in buffers of Java, which the graph reads in the backward pass: who lets go
   * of such an array too early trains on what the collector left there.
   */
  @Test
  void garbageCollectionsChangeNoGradient() throws InterruptedException {
    assertThat(duringCollections(TrainingStepTest::weightsAfterTraining))
        .isEqualTo(weightsAfterTraining());
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
    assertThat(duringCollections(() -> weightsAfterTraining(recipe)))
        .isEqualTo(weightsAfterTraining(recipe));
  }

  private static float[] duringCollections(Supplier<float[]> training) throws InterruptedException {
    AtomicBoolean stop = new AtomicBoolean();
    Thread collections = new Thread(() -> collect(stop));
    collections.start();
    try {
      return training.get();
    } finally {
      stop.set(true);
      collections.join();
    }
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

  /** Frees what can be freed and writes over it. */
  private static void collect(AtomicBoolean stop) {
    Deque<ByteBuffer> junk = new ArrayDeque<>();
    while (!stop.get()) {
      System.gc();
      for (int i = 0; i < 200; i++) {
        ByteBuffer small = ByteBuffer.allocateDirect(4);
        small.putInt(0, 0x7f7f7f7f);
        junk.add(small);
      }
      while (junk.size() > 400) {
        junk.remove();
      }
      LockSupport.parkNanos(PAUSE_NANOS);
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

    @Override
    public NDArray encode(NDArray pictures) {
      throw new UnsupportedOperationException();
    }

    @Override
    public NDArray project(NDArray features) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ImageGraph imageGraph() {
      throw new UnsupportedOperationException();
    }
  }
}
