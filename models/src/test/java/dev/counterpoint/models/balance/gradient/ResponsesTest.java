package dev.counterpoint.models.balance.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.counterpoint.models.balance.Toy;
import dev.counterpoint.models.fusion.FusionModel;
import dev.counterpoint.models.fusion.FusionPass;
import dev.counterpoint.models.fusion.head.ConcatenationHead;
import dev.counterpoint.models.fusion.head.FusionHead;
import dev.counterpoint.models.fusion.head.GatedHead;
import dev.counterpoint.models.fusion.head.LateLinearHead;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponsesTest {

  @Test
  void responsesSumToTheScoresAndAreTheSharesOfAnAdditiveHead() {
    for (int modalities = 1; modalities <= 4; modalities++) {
      List<FusionHead> heads =
          List.of(
              new LateLinearHead(Toy.CLASSES),
              new ConcatenationHead(4, Toy.CLASSES),
              new GatedHead(modalities, 4, Toy.CLASSES));
      for (FusionHead head : heads) {
        try (NDManager manager = NDManager.newBaseManager()) {
          FusionModel model = Toy.model(manager, head, modalities);
          float[] bias = {0.3f, -2, 5};
          if (head instanceof LateLinearHead) {
            model.network().parameters().get("fusion-combination/bias").getArray().set(bias);
          }
          FusionPass pass = model.pass(Toy.batch(manager, modalities), false);
          NDList responses = Responses.of(pass);
          float[] fused = pass.logits().toFloatArray();
          float[] sum = new float[fused.length];
          for (NDArray response : responses) {
            float[] values = response.toFloatArray();
            for (int i = 0; i < sum.length; i++) {
              sum[i] += values[i];
            }
          }
          assertClose(sum, fused);
          if (head instanceof LateLinearHead) {
            for (int m = 0; m < modalities; m++) {
              float[] share = pass.projected(m).toFloatArray();
              for (int i = 0; i < share.length; i++) {
                share[i] += bias[i % Toy.CLASSES] / modalities;
              }
              assertClose(responses.get(m).toFloatArray(), share);
            }
          }
        }
      }
    }
  }

  @Test
  void ofTwoModalitiesItIsTheFormulaOfTheRelease() {
    try (NDManager manager = NDManager.newBaseManager()) {
      FusionModel model = Toy.model(manager, new ConcatenationHead(4, Toy.CLASSES), 2);
      FusionPass pass = model.pass(Toy.batch(manager, 2), false);
      NDArray none = pass.projected(0).zerosLike();
      float[] first = pass.combine(new NDList(pass.projected(0), none)).toFloatArray();
      float[] second = pass.combine(new NDList(none, pass.projected(1))).toFloatArray();
      float[] expected = pass.logits().toFloatArray();
      for (int i = 0; i < expected.length; i++) {
        expected[i] = 0.5f * (expected[i] - second[i] + first[i]);
      }
      assertClose(Responses.of(pass).get(0).toFloatArray(), expected);
    }
  }

  private static void assertClose(float[] found, float[] expected) {
    assertThat(found).containsExactly(expected, within(1e-5f));
  }
}
