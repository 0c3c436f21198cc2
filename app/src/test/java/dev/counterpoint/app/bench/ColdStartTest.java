package dev.counterpoint.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class ColdStartTest {

  @TempDir Path folder;

  private ColdStart start(String body) throws IOException {
    Path script = Files.writeString(folder.resolve("launcher"), "#!/bin/sh\n" + body + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return new ColdStart(script, folder);
  }

  @Test
  void endsWithTheFirstMetricsLineAndLeavesNoRunBehind() throws IOException {
    ColdStart start =
        start(
            "mkdir $3; : > $3/metrics.jsonl; sleep 0.2; echo 1 > $3/metrics.jsonl; exec sleep 60");
    assertThat(start.firstStep()).isBetween(0.2, 10.0);
    assertThat(folder.resolve("first-step")).doesNotExist();
  }

  @Test
  void endsWithTheFirstWordOfAnAnswerAboutAPicture() throws IOException {
    ColdStart start = start("test -s $2 || exit 1; sleep 0.1; echo 7; exec sleep 60");
    assertThat(start.firstAnswer()).isBetween(0.1, 10.0);
  }

  @Test
  void saysWhyACommandGotNowhere() throws IOException {
    ColdStart start = start("echo no such data >&2; exit 3");
    assertThatThrownBy(start::firstStep)
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("no such data")
        .hasMessageContaining("training.logEvery=1");
  }
}
