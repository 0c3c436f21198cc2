package dev.counterpoint.app.fusion.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.counterpoint.datasets.Batch;
import dev.counterpoint.datasets.Modality;
import dev.counterpoint.datasets.multimodal.ModalityArray;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.datasets.multimodal.ResidentPart;
import dev.counterpoint.datasets.random.RandomAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputNoiseTest {

  private static final RandomAddress ADDRESS = RandomAddress.seed(2);
  private static final Modality TWO = new Modality("x", List.of(2L));

  @Test
  void isMeasuredInWhatABatchHolds() {
    ModalityArray bytes = ModalityArray.of(TWO, new byte[] {0, (byte) 255, 0, (byte) 255});
    InputNoise ofBytes = InputNoise.of(bytes, ADDRESS).orElseThrow();
    assertThat(ofBytes.deviation()).isCloseTo(0.5, within(1e-9));
    assertThat(ofBytes.bytes()).isTrue();
    ModalityArray floats = ModalityArray.of(TWO, new float[] {1, 5, 1, 5});
    InputNoise ofFloats = InputNoise.of(floats, ADDRESS).orElseThrow();
    assertThat(ofFloats.deviation()).isCloseTo(2, within(1e-9));
    assertThat(ofFloats.bytes()).isFalse();
    assertThat(InputNoise.of(ModalityArray.of(TWO, new int[] {1, 2}), ADDRESS)).isEmpty();
  }

  @Test
  void picturesStayInTheirRange() {
    ModalityArray bytes = ModalityArray.of(TWO, new byte[] {0, (byte) 255, 0, (byte) 255});
    try (NDManager manager = NDManager.newBaseManager();
        ResidentPart part =
            new ResidentPart(manager, new MultimodalPart(List.of(bytes), new int[2]))) {
      Batch batch = part.range(manager, 0, 2);
      float[] noisy =
          InputNoise.of(bytes, ADDRESS)
              .orElseThrow()
              .at(3)
              .apply(batch, 0, manager)
              .get("x")
              .toFloatArray();
      assertThat(noisy).isNotEqualTo(batch.get("x").toFloatArray());
      for (float value : noisy) {
        assertThat(value).isBetween(0f, 1f);
      }
    }
  }
}
