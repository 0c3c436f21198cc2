package dev.counterpoint.datasets.nlvr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.counterpoint.datasets.random.RandomAddress;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

@EnabledIfEnvironmentVariable(named = "COUNTERPOINT_DATA", matches = ".+")
class RealNlvrTest {

  private static final Path FOLDER =
      Path.of(String.valueOf(System.getenv("COUNTERPOINT_DATA"))).resolve(Nlvr.FOLDER);

  @Test
  void nlvrIsReadWhole() {
    StatementData nlvr = Nlvr.load(FOLDER, NlvrSettings.standard(), RandomAddress.seed(1));

    assertThat(nlvr.bad().count()).isZero();
    assertThat(nlvr.truncated()).isZero();
    assertThat(nlvr.data().test().size()).isEqualTo(5_910);
    assertThat(Arrays.stream(nlvr.data().test().labels()).sum()).isEqualTo(3_276);
    assertThat(nlvr.data().train().size()).isBetween(8_500, 10_000);
    assertThat(nlvr.data().train().size() % 6).isZero();
    assertThat(nlvr.data().validation().size()).isBetween(700, 1_400);
  }

  @Test
  void aBoundedPartIsReadInSeconds() {
    // Time of the processor, for a machine that does other things too.
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long start = clock.getCurrentThreadCpuTime();
    StatementData nlvr =
        Nlvr.load(FOLDER, NlvrSettings.standard().withExamples(600, 120), RandomAddress.seed(1));
    assertThat((clock.getCurrentThreadCpuTime() - start) / 1e9).isLessThan(10);
    assertThat(nlvr.data().train().size()).isEqualTo(600);
    assertThat(nlvr.data().test().size()).isEqualTo(120);
  }
}
