package dev.counterpoint.models.balance.boost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.models.balance.FusionLearner;
import dev.counterpoint.models.balance.Toy;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.head.LateLinearHead;
import dev.counterpoint.models.learner.StepPlace;
import dev.counterpoint.models.optimizer.AdamW;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconBoostTest {

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void turnsComeRound() {
    Turns turns = new Turns(3, 2, 1);
    int[] learners = {0, 0, -1, 1, 1, -1, 2, 2, -1, 0, 0, -1, 1};
    int[] done = {0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3};
    for (int epoch = 0; epoch < learners.length; epoch++) {
      assertThat(turns.learner(epoch)).as("epoch %d", epoch).isEqualTo(learners[epoch]);
      assertThat(turns.done(epoch)).as("epoch %d", epoch).isEqualTo(done[epoch]);
    }
    assertThat(new Turns(2, 1, 0).learner(5)).isEqualTo(1);
    assertThat(new Turns(2, 1, 0).done(1)).isEqualTo(1);
  }

  private static double[] softmax(double... x) {
    double sum = 0;
    double[] p = new double[x.length];
    for (double value : x) {
      sum += Math.exp(value);
    }
    for (int i = 0; i < x.length; i++) {
      p[i] = Math.exp(x[i]) / sum;
    }
    return p;
  }

  @Test
  void theResidualIsWhatTheOthersLeave() {
    double[][] own = {{0.5, -1, 2}, {0, 1, 0}};
    double[][] first = {{1, 0, 0}, {0, 3, -1}};
    double[][] second = {{0, 2, 1}, {-1, 0, 0.5}};
    int[] labels = {2, 1};
    double boost = 0;
    double difference = 0;
    for (int n = 0; n < 2; n++) {
      double[] rest = new double[3];
      for (int c = 0; c < 3; c++) {
        rest[c] = first[n][c] + second[n][c];
      }
      double[] p = softmax(own[n]);
      double q = softmax(rest)[labels[n]];
      boost -= (5 - 1.5 * q) * Math.log(p[labels[n]]) / 2;
      for (int c = 0; c < 3; c++) {
        double one = p[c] - softmax(first[n])[c];
        double two = p[c] - softmax(second[n])[c];
        difference += (one * one + two * two) / 2 / 6;
      }
    }
    NDList others = new NDList(array(first), array(second));
    NDArray scores = array(own);
    NDArray rest = Residual.sum(others, scores);
    NDArray truth = manager.create(new long[] {2, 1});
    assertThat((double) Residual.boost(scores, rest, truth, 5, 1.5).toFloatArray()[0])
        .isCloseTo(boost, within(1e-5));
    assertThat((double) Residual.difference(scores, others).toFloatArray()[0])
        .isCloseTo(difference, within(1e-6));
    assertThat(Residual.difference(scores, new NDList()).toFloatArray()[0]).isZero();
    assertThat(Residual.sum(new NDList(), scores).toFloatArray()).containsOnly(0);
  }

  private NDArray array(double[][] rows) {
    float[] values = new float[6];
    for (int i = 0; i < 6; i++) {
      values[i] = (float) rows[i / 3][i % 3];
    }
    return manager.create(values, new Shape(2, 3));
  }

  @Test
  void whoHasNoTurnStaysExactlyAsItIs() {
    FusionModel model = Toy.model(manager, new LateLinearHead(Toy.CLASSES), 3);
    ReconBoost method = new ReconBoost(new ReconBoost.Settings(0.5, 5, 1, 1, 1));
    FusionLearner learner = new FusionLearner(model, method, null);
    AdamW optimizer = new AdamW(model.network().trainable(), AdamW.Settings.DEFAULT, manager);
    // Two steps an epoch: turns of 0, then 0, then 1, then 0 and 1, then 2, then all.
    String[] learning = {"0", "0", "1", "01", "2", "012", "0", "012"};
    for (int step = 0; step < 2 * learning.length; step++) {
      Map<String, float[]> before = everything(model, optimizer);
      Toy.step(learner, optimizer, new StepPlace(step, 2));
      int number = step;
      everything(model, optimizer)
          .forEach(
              (name, values) -> {
                String block = name.replaceFirst("^adamw\\.[a-z]+/", "");
                boolean tower = block.matches("m\\d-(encoder|classifier)/.*");
                boolean learns = tower && learning[number / 2].indexOf(block.charAt(1)) >= 0;
                if (learns) {
                  assertThat(values).as("%s, step %d", name, number).isNotEqualTo(before.get(name));
                } else if (!name.equals("adamw.held")) {
                  assertThat(values).as("%s, step %d", name, number).isEqualTo(before.get(name));
                }
              });
    }
  }

  private static Map<String, float[]> everything(FusionModel model, AdamW optimizer) {
    Map<String, float[]> values = new HashMap<>(Toy.parameters(model.network()));
    optimizer.state().forEach((name, array) -> values.put(name, array.toFloatArray()));
    return values;
  }

  @Test
  void thePredictionIsTheSumOfTheClassifiers() {
    FusionModel model = Toy.model(manager, new LateLinearHead(Toy.CLASSES), 2);
    FusionLearner learner =
        new FusionLearner(model, new ReconBoost(ReconBoost.Settings.DEFAULT), null);
    var batch = Toy.batch(manager, 2);
    NDArray sum = model.classify(0, model.encode(0, batch, false), false);
    sum = sum.add(model.classify(1, model.encode(1, batch, false), false));
    assertThat(learner.predict(batch).toFloatArray()).isEqualTo(sum.toFloatArray());
  }
}
