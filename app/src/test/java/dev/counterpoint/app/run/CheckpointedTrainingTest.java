package dev.counterpoint.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.app.training.BatchSource;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.MetricsListener;
import dev.counterpoint.app.training.TrainingProgress;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.learner.ContrastiveLearner;
import dev.counterpoint.models.network.Network;
import dev.counterpoint.models.optimizer.LearningRate;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointedTrainingTest {

  private static final int BATCH = 8;
  private static final int PART = 2;

  @TempDir Path folder;

  @Test
  void aMicroBatchIsTheMostThatIsRepresentedAtOnce() {
    assertThat(mostRepresented("parts", PART)).isEqualTo(PART);
    assertThat(mostRepresented("whole", 0)).isEqualTo(BATCH);
  }

  private long mostRepresented(String name, int microBatch) {
    try (RunDirectory directory = RunDirectory.create(folder.resolve(name));
        NDManager manager = NDManager.newBaseManager()) {
      Counting learner = new Counting(manager);
      new CheckpointedTraining(
              directory,
              "none",
              1,
              new Recipe.Optimization(
                  Recipe.Optimization.Rule.SGD, 0.01, 0, 0, 0, LearningRate.Decay.CONSTANT, 0),
              new Recipe.Training(1, BATCH, 1, 0),
              learner,
              microBatch)
          .train(
              new Ones(),
              new Interrupt(),
              TrainingProgress.SILENT,
              text -> {},
              MetricsListener.NONE);
      return learner.most;
    }
  }

  /** Remembers the largest number of examples that it was asked to represent. */
  private static final class Counting implements ContrastiveLearner {

    private final Network network;
    private long most;

    Counting(NDManager manager) {
      network = new Network(manager, RandomAddress.seed(1));
      network.add("layer", Linear.builder().setUnits(3).build(), new Shape(BATCH, 4));
    }

    @Override
    public Network network() {
      return network;
    }

    @Override
    public NDList represent(Batch part) {
      most = Math.max(most, part.get("x").getShape().get(0));
      return new NDList(network.forward("layer", part.get("x"), true));
    }

    @Override
    public NDArray contrast(NDList representations, Batch whole) {
      return representations.head().mul(representations.head()).sum();
    }
  }

  private static final class Ones implements BatchSource {

    @Override
    public int stepsPerEpoch() {
      return 2;
    }

    @Override
    public int batchSize() {
      return BATCH;
    }

    @Override
    public Batch batch(NDManager step, int epoch, int stepInEpoch) {
      return new Batch(BATCH, Map.of("x", step.ones(new Shape(BATCH, 4))), null);
    }

    @Override
    public void close() {}
  }
}
