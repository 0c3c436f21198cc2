package dev.counterpoint.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {

  @TempDir Path folder;

  @Test
  void waitingIsAShareOfTheTimeSinceTheLineBefore() throws InterruptedException {
    MetricsLog log = new MetricsLog(folder.resolve("metrics.jsonl"));
    log.startAt(0);
    Thread.sleep(20);
    line(log, 1, OptionalLong.of(10_000_000));
    Thread.sleep(1);
    line(log, 2, OptionalLong.of(10_000_000));
    line(log, 3, OptionalLong.of(Long.MAX_VALUE));

    List<JsonNode> lines = log.read();
    assertThat(lines.get(0).get("waitingShare").asDouble()).isBetween(0.0001, 0.5);
    assertThat(lines.get(1).get("waitingShare").asDouble()).isZero();
    assertThat(lines.get(2).get("waitingShare").asDouble()).isEqualTo(1);
  }

  @Test
  void whereNothingIsLoadedNothingIsSaidOfWaiting() {
    MetricsLog log = new MetricsLog(folder.resolve("metrics.jsonl"));
    log.startAt(0);
    line(log, 1, OptionalLong.empty());

    List<String> names = new ArrayList<>();
    log.read().get(0).fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .containsExactly("step", "epoch", "loss", "learningRate", "samplesPerSecond", "logitScale");
  }

  private static void line(MetricsLog log, long step, OptionalLong waited) {
    log.line(step, 0, 1.5, 1e-3, 32, waited, Map.of("logitScale", 14.0));
  }
}
