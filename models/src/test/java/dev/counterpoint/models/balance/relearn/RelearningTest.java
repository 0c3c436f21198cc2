package dev.counterpoint.models.balance.relearn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.balance.Latents;
import dev.counterpoint.models.balance.Toy;
import dev.counterpoint.models.balance.ToyLatents;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.head.LateLinearHead;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelearningTest {

  private static final RandomAddress ADDRESS = RandomAddress.seed(8);

  private NDManager manager;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  /** Three clouds in four dimensions, {@code apart} times as far from one another as wide. */
  private NDArray clouds(int size, double apart, NDManager owner) {
    SplittableRandom random = new SplittableRandom(3);
    float[] values = new float[size * 4];
    for (int i = 0; i < values.length; i++) {
      boolean own = i % 4 == i / 4 % 3;
      values[i] = (float) (random.nextGaussian() + (own ? apart : 0));
    }
    return owner.create(values, new Shape(size, 4));
  }

  private static int[] classes(int size) {
    int[] labels = new int[size];
    for (int n = 0; n < size; n++) {
      labels[n] = n % 3;
    }
    return labels;
  }

  @Test
  void clustersAreFoundAndAreThoseOfTheAddress() {
    NDArray points = clouds(90, 20, manager);
    int[] clusters = KMeans.clusters(points, 3, ADDRESS, manager);
    assertThat(Purity.of(clusters, classes(90))).isEqualTo(1);
    NDArray blurred = clouds(90, 1, manager);
    int before = manager.getManagedArrays().size();
    int[] found = KMeans.clusters(blurred, 3, ADDRESS, manager);
    assertThat(KMeans.clusters(blurred, 3, ADDRESS, manager)).isEqualTo(found);
    assertThat(manager.getManagedArrays()).hasSize(before);
    // No move of one point to another cluster's mean brings it nearer.
    float[] x = blurred.toFloatArray();
    double[][] means = new double[3][4];
    int[] counts = new int[3];
    for (int n = 0; n < 90; n++) {
      counts[found[n]]++;
    }
    for (int i = 0; i < x.length; i++) {
      means[found[i / 4]][i % 4] += x[i] / (double) counts[found[i / 4]];
    }
    for (int n = 0; n < 90; n++) {
      double[] distances = new double[3];
      for (int i = 0; i < 12; i++) {
        double apart = x[n * 4 + i % 4] - means[i / 4][i % 4];
        distances[i / 4] += apart * apart;
      }
      for (double distance : distances) {
        assertThat(distances[found[n]]).isLessThanOrEqualTo(distance + 1e-4);
      }
    }
  }

  @Test
  void fewEqualOrNoPointsAreNoError() {
    assertThat(KMeans.clusters(manager.zeros(new Shape(0, 4)), 3, ADDRESS, manager)).isEmpty();
    assertThat(KMeans.clusters(manager.ones(new Shape(2, 4)), 3, ADDRESS, manager)).hasSize(2);
    NDArray flat = manager.ones(new Shape(5, 4));
    assertThat(Purity.of(flat, new int[] {0, 0, 0, 1, 2}, 3, ADDRESS, manager))
        .isBetween(0.59, 1.0);
  }

  @Test
  void purityCountsTheMostFrequentClass() {
    assertThat(Purity.of(new int[] {0, 0, 0, 1, 1}, new int[] {2, 2, 0, 1, 0})).isEqualTo(0.6);
    assertThat(Purity.of(new int[] {0, 1, 2}, new int[] {0, 0, 0})).isEqualTo(1);
    assertThat(Purity.of(new int[0], new int[0])).isEqualTo(1);
    // A feature on another scale counts as the others do.
    NDArray points = clouds(90, 20, manager);
    NDArray scale = manager.create(new float[] {1e5f, 1, 1e-4f, 0});
    assertThat(Purity.of(points.mul(scale), classes(90), 3, ADDRESS, manager)).isEqualTo(1);
  }

  @Test
  void theWeightGrowsWithTheGap() {
    assertThat(Relearning.weight(0.8, 0.8, 3)).isZero();
    assertThat(Relearning.weight(0.9, 0.5, 3)).isCloseTo(Math.tanh(1.2), within(1e-12));
    assertThat(Relearning.weight(0.5, 0.9, 3)).isEqualTo(Relearning.weight(0.9, 0.5, 3));
    assertThat(Relearning.weight(1, 0.1, 1e9)).isEqualTo(1);
  }

  private FusionModel changed(Relearning method, Map<String, float[]> first) {
    FusionModel model = Toy.model(manager, new LateLinearHead(Toy.CLASSES), 2);
    first.putAll(Toy.parameters(model.network()));
    method.addTo(model);
    model.network().trainable().values().forEach(p -> p.getArray().muli(1.25f).addi(0.5f));
    return model;
  }

  @Test
  void anEncoderGoesBackAsFarAsTheWeightSaysAndNothingElse() {
    for (float weight : new float[] {0, 0.3f, 1}) {
      Map<String, float[]> first = new HashMap<>();
      Relearning method = new Relearning(Relearning.Settings.DEFAULT, ADDRESS);
      FusionModel model = changed(method, first);
      Map<String, float[]> before = Toy.parameters(model.network());
      Relearning.goBack(model, 1, weight, manager);
      Toy.parameters(model.network())
          .forEach(
              (name, now) -> {
                float[] expected = before.get(name).clone();
                if (name.startsWith("m1-encoder/")) {
                  for (int i = 0; i < now.length; i++) {
                    expected[i] = weight * first.get(name)[i] + (1 - weight) * expected[i];
                  }
                  assertThat(now).as(name).containsExactly(expected, within(1e-6f));
                }
                if (weight == 0 || !name.startsWith("m1-encoder/")) {
                  assertThat(now).as(name).isEqualTo(before.get(name));
                } else if (weight == 1) {
                  assertThat(now).as(name).isEqualTo(first.get(name));
                }
              });
    }
  }

  @Test
  void diagnosesComeWhenTheyAreDueAndLookAtEachModalityItself() {
    Map<String, float[]> first = new HashMap<>();
    Relearning method = new Relearning(new Relearning.Settings(1e9, 4, 2, 0), ADDRESS);
    FusionModel model = changed(method, first);
    Map<String, float[]> before = Toy.parameters(model.network());
    // The clouds of modality 0 lie apart in training only; those of modality 1 always.
    Latents latents =
        new Latents() {
          @Override
          public NDArray features(int modality, Part part, NDManager owner) {
            return clouds(90, modality == 0 && part == Part.VALIDATION ? 0 : 20, owner);
          }

          @Override
          public int[] labels(Part part) {
            return classes(90);
          }
        };
    for (int epoch : new int[] {0, 1, 3, 6, 12, 16}) {
      method.beginEpoch(model, epoch, latents, manager);
      Toy.parameters(model.network())
          .forEach((name, now) -> assertThat(now).as(name).isEqualTo(before.get(name)));
    }
    method.beginEpoch(model, 8, latents, manager);
    Toy.parameters(model.network())
        .forEach(
            (name, now) ->
                assertThat(now)
                    .as(name)
                    .isEqualTo((name.startsWith("m0-encoder/") ? first : before).get(name)));
    int arrays = manager.getManagedArrays().size();
    method.beginEpoch(model, 8, new ToyLatents(model), manager);
    assertThat(manager.getManagedArrays().size()).isLessThanOrEqualTo(arrays);
  }
}
