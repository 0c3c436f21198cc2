package dev.counterpoint.app.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.util.cuda.CudaUtils;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.counterpoint.app.cli.ExitCode;
import dev.counterpoint.app.cli.Said;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerifyGpuCommandTest {

  @Test
  void theCpuHoldsToItselfAndNothingIsSaidOfGpus() throws Exception {
    Said said = Said.by("verify-gpu", "--device", "cpu", "--seconds", "0.1", "--json");
    assertThat(said.code()).as(said.out()).isZero();
    JsonNode tree = new ObjectMapper().readTree(said.out());
    assertThat(tree.get("conclusion").asText())
        .contains("All 19 checks hold on cpu")
        .contains("NOTHING about any GPU");
    assertThat(tree.get("facts").get("natives").asText()).contains("from Maven");
    List<String> checks = tree.get("checks").findValuesAsText("check");
    assertThat(checks)
        .contains("device visible", "TF32 off", "TF32 on", "arrays left behind")
        .contains("gradients of a MCR step, float32", "gradients of a MCR step, TF32");
    assertThat(tree.get("checks").toString()).contains("the same bits");
  }

  @Test
  void withoutAGpuNothingIsVerifiedAndTheReasonIsSaid() {
    assumeTrue(CudaUtils.getGpuCount() == 0, "there is a GPU");
    Said said = Said.by("verify-gpu");
    assertThat(said.code()).isEqualTo(ExitCode.DEVICE);
    assertThat(said.out())
        .contains("NOTHING WAS VERIFIED: there is no GPU that DJL sees.")
        .contains("| GPUs that DJL sees | 0 |");
  }

  @Test
  void aTimeThatIsNoneIsRefused() {
    assertThat(Said.by("verify-gpu", "--seconds", "0").code()).isEqualTo(ExitCode.USAGE);
  }
}
