package dev.counterpoint.app.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.counterpoint.app.ChildProcess;
import dev.counterpoint.app.TinyRuns;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.training.MetricsLog;
import dev.counterpoint.app.verify.CheckResult;
import dev.counterpoint.app.verify.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What the CPU's tests hold for, on the device: in processes, which choose their precision. */
class GpuVerificationTest {

  @TempDir Path folder;

  /** Losses, gradients of every kind of step, export, resume, arrays, TF32 on and off. */
  @GpuTest
  void allChecksHold() {
    assertThat(new Verification(new DeviceChoice("gpu"), 1, 1, true, System.err::println).run())
        .hasSizeGreaterThan(15)
        .allMatch(CheckResult::passes);
  }

  @GpuTest
  void aRunRecordsHowItComputedAndHowMuchMemoryItTook() throws Exception {
    JsonNode fast = train("fast");
    assertThat(fast.at("/gpu/tf32").asText()).isEqualTo("matrix products and convolutions");
    assertThat(fast.at("/gpu/cudnnAutotuning").asText()).isEqualTo("on");
    JsonNode exact = train("exact", "--no-tf32");
    assertThat(exact.at("/gpu/tf32").asText()).isEqualTo("off");
    assertThat(new MetricsLog(folder.resolve("exact/metrics.jsonl")).read())
        .isNotEmpty()
        .allMatch(line -> line.path("deviceMegabytes").asDouble() > 0);
  }

  private JsonNode train(String name, String... more) throws Exception {
    Path digits = folder.resolve("digits");
    if (!Files.exists(digits)) {
      TinyRuns.writeFiles(digits);
    }
    Path log = folder.resolve(name + ".log");
    String[] arguments = {
      "train",
      "--digits",
      digits.toString(),
      "--device",
      "gpu",
      "--out",
      folder + "/" + name,
      "--set",
      "training.epochs=1",
      "--set",
      "training.batchSize=32"
    };
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    assertThat(ChildProcess.counterpoint(log, all).waitFor()).as(Files.readString(log)).isZero();
    return new ObjectMapper().readTree(folder.resolve(name).resolve("run.json").toFile());
  }
}
