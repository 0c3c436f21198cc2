package dev.counterpoint.models.balance.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.models.balance.Latents;
import dev.counterpoint.models.balance.Toy;
import dev.counterpoint.models.balance.ToyLatents;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.head.LateLinearHead;
import dev.counterpoint.models.learner.StepPlace;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModalityRatesTest {

  @Test
  void keptRatesAreTheFactorsWhileTheyLast() {
    try (NDManager manager = NDManager.newBaseManager()) {
      FusionModel model = Toy.model(manager, new LateLinearHead(Toy.CLASSES), 2);
      ModalityRates rates = new ModalityRates(new ModalityRates.Settings(List.of(0.7, 1.3), 3, 0));
      rates.addTo(model);
      Map<String, Double> expected =
          Map.of("m0-encoder", 0.7, "m0-projection", 0.7, "m1-encoder", 1.3, "m1-projection", 1.3);
      assertThat(rates.rates(model, new StepPlace(0, 4))).isEqualTo(expected);
      assertThat(rates.rates(model, new StepPlace(11, 4))).isEqualTo(expected);
      assertThat(rates.rates(model, new StepPlace(12, 4))).isEmpty();
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> new ModalityRates(ModalityRates.Settings.keep(List.of(1.0))).addTo(model))
          .withMessageContaining("[m0, m1]");
    }
  }

  @Test
  void dynamicRatesFollowAccuraciesOverTheirMean() {
    assertThat(ModalityRates.ratios(new float[] {0.6f, 0.3f}, new float[] {0.2f, 0.4f, 0, 0}))
        .containsExactly(new float[] {2, 1}, within(1e-6f));
    try (NDManager manager = NDManager.newBaseManager()) {
      FusionModel model = Toy.model(manager, new LateLinearHead(2), 2);
      // Of a feature of ones the head says class 1, of zeros class 0.
      for (int m = 0; m < 2; m++) {
        float[] weights = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1};
        model.network().parameters().get(model.projection(m) + "/weight").getArray().set(weights);
      }
      float[] bias = {0.5f, 0};
      model.network().parameters().get("fusion-combination/bias").getArray().set(bias);
      ModalityRates rates = new ModalityRates(new ModalityRates.Settings(List.of(1.0, 2.0), 0, 2));
      rates.addTo(model);
      int[][] right = {{9, 9}, {1, 4}, {3, 4}, {4, 2}, {2, 4}};
      double[][] ratios = {{1, 1}, {1, 1}, {1, 1}, {2, 0.5}, {2 / 3.5, 4 / 3.0}};
      for (int epoch = 0; epoch < right.length; epoch++) {
        rates.beginEpoch(model, epoch, latents(right[epoch]), manager);
        Map<String, Double> found = rates.rates(model, new StepPlace(epoch * 7, 7));
        assertThat(found.get("m0-encoder")).isCloseTo(ratios[epoch][0], within(1e-6));
        assertThat(found.get("m1-encoder")).isCloseTo(2 * ratios[epoch][1], within(1e-6));
        // One that starts here reads the same from the network.
        ModalityRates resumed =
            new ModalityRates(new ModalityRates.Settings(List.of(1.0, 2.0), 0, 2));
        assertThat(resumed.rates(model, new StepPlace(epoch * 7 + 3, 7))).isEqualTo(found);
      }
    }
  }

  /** Four examples of class 1, of which each modality has that many right. */
  private static Latents latents(int[] right) {
    return new Latents() {
      @Override
      public NDArray features(int modality, Part part, NDManager manager) {
        float[][] rows = new float[4][5];
        for (int n = 0; n < Math.min(4, right[modality]); n++) {
          Arrays.fill(rows[n], 1);
        }
        return manager.create(rows);
      }

      @Override
      public int[] labels(Part part) {
        return new int[] {1, 1, 1, 1};
      }
    };
  }

  @Test
  void accuracyOfNothingIsZero() {
    try (NDManager manager = NDManager.newBaseManager()) {
      FusionModel model = Toy.model(manager, new LateLinearHead(Toy.CLASSES), 2);
      assertThat(LoneAccuracy.of(model, new ToyLatents(model), manager)).hasSize(2);
      assertThat(ModalityRates.ratios(new float[] {0, 1}, new float[2])).containsExactly(1, 1);
    }
  }
}
