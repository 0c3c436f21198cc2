package dev.counterpoint.app.bench.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class ResidentPeakTest {

  @Test
  void kibibytesOfTheFileAreCountedInMillionsOfBytes() {
    List<String> status = List.of("Name:\tjava", "VmHWM:\t  2000000 kB", "VmRSS:\t 1000 kB");
    assertThat(ResidentPeak.of(status)).contains(new ResidentPeak(2048));
    assertThat(ResidentPeak.of(List.of("Name:\tjava"))).isEmpty();
  }

  @Test
  void readsTheLineThatItPrints() {
    ResidentPeak peak = new ResidentPeak(812.5);
    assertThat(ResidentPeak.parse(peak.line())).contains(peak);
    assertThat(ResidentPeak.parse("timing 0.1 3")).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aProcessThatHoldsMoreHasAHigherPeak() {
    double before = ResidentPeak.here().orElseThrow().megabytes();
    byte[][] held = new byte[100][];
    for (int i = 0; i < held.length; i++) {
      held[i] = new byte[1_000_000];
      java.util.Arrays.fill(held[i], (byte) i);
    }
    double after = ResidentPeak.here().orElseThrow().megabytes();
    assertThat(held).hasNumberOfRows(100);
    assertThat(after).isGreaterThanOrEqualTo(before);
  }
}
