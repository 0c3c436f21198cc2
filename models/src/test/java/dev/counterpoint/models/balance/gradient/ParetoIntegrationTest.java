package dev.counterpoint.models.balance.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.models.balance.Balancer;
import dev.counterpoint.models.balance.FusionLearner;
import dev.counterpoint.models.balance.JointTraining;
import dev.counterpoint.models.balance.MultiLoss;
import dev.counterpoint.models.balance.Toy;
import dev.counterpoint.models.fusion.head.LateLinearHead;
import dev.counterpoint.models.learner.StepGradients;
import dev.counterpoint.models.learner.StepPlace;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParetoIntegrationTest {

  private static final double GAMMA = 1.5;

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private NDList gradient(double... values) {
    float[] first = {(float) values[0], (float) values[1]};
    float[] second = {(float) values[2]};
    return new NDList(manager.create(first), manager.create(second, new Shape(1, 1)));
  }

  private static double[] flat(NDList list) {
    float[] first = list.get(0).toFloatArray();
    return new double[] {first[0], first[1], list.get(1).toFloatArray()[0]};
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  private static double[] mix(double[] a, double[] b, double x, double y) {
    return new double[] {x * a[0] + y * b[0], x * a[1] + y * b[1], x * a[2] + y * b[2]};
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void theWeightIsTheBestOfAllWhereGradientsConflict(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] a = new double[3];
    double[] b = new double[3];
    for (int i = 0; i < 3; i++) {
      a[i] = (float) random.nextGaussian();
      b[i] = (float) (random.nextGaussian() * 3);
    }
    double weight = ParetoIntegration.weight(gradient(a), gradient(b)).toFloatArray()[0];
    double[] found = flat(ParetoIntegration.integrate(gradient(a), gradient(b), GAMMA));
    double best = 0.5;
    if (dot(a, b) <= 0) {
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i <= 100_000; i++) {
        double[] mixed = mix(a, b, i / 1e5, 1 - i / 1e5);
        if (dot(mixed, mixed) < least) {
          least = dot(mixed, mixed);
          best = i / 1e5;
        }
      }
    }
    assertThat(weight).isCloseTo(best, within(2e-5));
    double[] sum = mix(a, b, 1, 1);
    double[] combined = mix(a, b, 2 * weight, 2 * (1 - weight));
    double longer = Math.max(1, Math.sqrt(dot(sum, sum) / dot(combined, combined)));
    for (int i = 0; i < 3; i++) {
      assertThat(found[i]).isCloseTo(GAMMA * longer * combined[i], within(1e-4));
    }
    // It descends both.
    assertThat(dot(found, a)).isGreaterThan(-1e-4);
    assertThat(dot(found, b)).isGreaterThan(-1e-4);
  }

  @Test
  void nothingAndOppositesStayFinite() {
    NDList zero = gradient(0, 0, 0);
    NDList some = gradient(1, -2, 3);
    assertThat(flat(ParetoIntegration.integrate(zero, zero, GAMMA))).containsOnly(0);
    // One that is zero: the other has no part in the shortest combination.
    assertThat(flat(ParetoIntegration.integrate(zero, some, GAMMA))).containsOnly(0);
    double[] opposite = flat(ParetoIntegration.integrate(some, gradient(-0.3, 0.6, -0.9), GAMMA));
    for (double value : opposite) {
      assertThat(value).isCloseTo(0, within(1e-5));
    }
  }

  @Test
  void encodersFollowTheCombinationAndAllElseTheSum() {
    StepPlace place = new StepPlace(0, 1);
    Map<String, float[]> sum;
    Map<String, float[]> fused;
    FusionLearner plain = learner(new MultiLoss(1));
    Toy.backward(plain, Toy.batch(manager, 2), place);
    sum = Toy.gradients(plain.network());
    FusionLearner joint = learner(new JointTraining());
    Toy.backward(joint, Toy.batch(manager, 2), place);
    fused = Toy.gradients(joint.network());
    FusionLearner learner = learner(new ParetoIntegration(new ParetoIntegration.Settings(GAMMA)));
    StepGradients gradients = Toy.backward(learner, Toy.batch(manager, 2), place);
    learner.steer(gradients, place);
    Toy.gradients(learner.network())
        .forEach(
            (name, values) -> {
              assertThat(gradients.of(0).get(name).toFloatArray())
                  .containsExactly(fused.get(name), within(1e-6f));
              if (!name.contains("encoder")) {
                assertThat(values).as(name).containsExactly(sum.get(name), within(1e-6f));
              }
            });
    for (int m = 0; m < 2; m++) {
      String block = "m" + m + "-encoder/";
      NDList ours = new NDList();
      NDList theirs = new NDList();
      gradients
          .parameters("m" + m + "-encoder")
          .keySet()
          .forEach(
              name -> {
                ours.add(gradients.of(0).get(name));
                theirs.add(gradients.of(1).get(name));
              });
      int i = 0;
      NDList expected = ParetoIntegration.integrate(ours, theirs, GAMMA);
      for (var entry : Toy.gradients(learner.network()).entrySet()) {
        if (entry.getKey().startsWith(block)) {
          NDArray one = expected.get(i++);
          assertThat(entry.getValue()).as(entry.getKey()).isEqualTo(one.toFloatArray());
        }
      }
      assertThat(i).isEqualTo(2);
    }
  }

  private FusionLearner learner(Balancer balancer) {
    return new FusionLearner(
        Toy.model(manager, new LateLinearHead(Toy.CLASSES), 2), balancer, null);
  }
}
