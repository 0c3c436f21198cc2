package dev.counterpoint.models.fusion.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.models.balance.FusionLearner;
import dev.counterpoint.models.balance.JointTraining;
import dev.counterpoint.models.balance.Toy;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.learner.StepPlace;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CosineHeadTest {

  private static final double SCALE = 10;
  private static final int WIDTH = 5;

  private NDManager manager;
  private FusionModel model;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
    model = Toy.model(manager, new CosineHead(Toy.CLASSES, SCALE), 2);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private double[][] reference(Batch batch) {
    double[][] scores = new double[Toy.N][Toy.CLASSES];
    for (int m = 0; m < 2; m++) {
      float[] z = model.encode(m, batch, false).toFloatArray();
      float[] w = Toy.parameters(model.network()).get(model.projection(m) + "/weight");
      for (int n = 0; n < Toy.N; n++) {
        for (int c = 0; c < Toy.CLASSES; c++) {
          double product = 0;
          double features = 0;
          double weights = 0;
          for (int f = 0; f < WIDTH; f++) {
            product += z[n * WIDTH + f] * w[c * WIDTH + f];
            features += z[n * WIDTH + f] * z[n * WIDTH + f];
            weights += w[c * WIDTH + f] * w[c * WIDTH + f];
          }
          scores[n][c] += SCALE * product / Math.sqrt(features * weights);
        }
      }
    }
    return scores;
  }

  @Test
  void scoresAreSumsOfCosines() {
    Batch batch = Toy.batch(manager, 2);
    double[][] expected = reference(batch);
    float[] found = model.pass(batch, false).logits().toFloatArray();
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i])
          .isCloseTo(expected[i / Toy.CLASSES][i % Toy.CLASSES], within(1e-4));
    }
  }

  @Test
  void lengthsOfWeightsDoNotCount() {
    Batch batch = Toy.batch(manager, 2);
    float[] before = model.pass(batch, false).logits().toFloatArray();
    NDArray weight = model.network().parameters().get(model.projection(1) + "/weight").getArray();
    weight.muli(1e3f);
    assertThat(model.pass(batch, false).logits().toFloatArray())
        .containsExactly(before, within(1e-4f));
    // And of features of length zero there is no direction, but no error either.
    NDArray none = manager.zeros(model.encode(0, batch, false).getShape());
    assertThat(model.project(0, none, false).toFloatArray()).containsOnly(0);
  }

  @Test
  void gradientsAreThoseOfFiniteDifferences() {
    FusionLearner learner = new FusionLearner(model, new JointTraining(), null);
    Toy.backward(learner, Toy.batch(manager, 2), new StepPlace(0, 1));
    Map<String, float[]> gradients = Toy.gradients(model.network());
    for (String part : new String[] {"m0-projection/weight", "m1-encoder/02Linear_weight"}) {
      NDArray array = model.network().parameters().get(part).getArray();
      float[] values = array.toFloatArray();
      for (int i = 0; i < values.length; i += 3) {
        double up = loss(array, values, i, 1e-3f);
        double down = loss(array, values, i, -1e-3f);
        array.set(values);
        assertThat((double) gradients.get(part)[i])
            .as("%s[%d]", part, i)
            .isCloseTo((up - down) / 2e-3, within(5e-3));
      }
    }
  }

  /** Cross-entropy by the reference, with one number moved. */
  private double loss(NDArray array, float[] values, int moved, float by) {
    float[] others = values.clone();
    others[moved] += by;
    array.set(others);
    long[] labels = {0, 1, 2, 1, 0, 2};
    double loss = 0;
    double[][] scores = reference(Toy.batch(manager, 2));
    for (int n = 0; n < Toy.N; n++) {
      double sum = 0;
      for (double score : scores[n]) {
        sum += Math.exp(score);
      }
      loss += (Math.log(sum) - scores[n][(int) labels[n]]) / Toy.N;
    }
    return loss;
  }
}
