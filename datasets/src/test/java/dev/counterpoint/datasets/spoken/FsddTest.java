package dev.counterpoint.datasets.spoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

@EnabledIfEnvironmentVariable(named = "COUNTERPOINT_DATA", matches = ".+")
class FsddTest {

  private static final Path RECORDINGS =
      Path.of(String.valueOf(System.getenv("COUNTERPOINT_DATA"))).resolve("fsdd/recordings");

  @Test
  void fsddIsReadWholeWithItsOwnSplit() {
    SpokenDigits digits = FsddFolder.load(RECORDINGS);

    assertThat(digits.train()).hasSize(2_700);
    assertThat(digits.test()).hasSize(300);
    assertThat(digits.speakers())
        .containsExactly("george", "jackson", "lucas", "nicolas", "theo", "yweweler");
    assertThat(digits.withTestSpeakers(List.of("theo")).test()).hasSize(500);
    for (int digit = 0; digit < 10; digit++) {
      int own = digit;
      assertThat(digits.test()).filteredOn(recording -> recording.digit() == own).hasSize(30);
    }
  }

  @Test
  void fsddLoadsInUnderTwoSeconds() {
    FsddFolder.load(RECORDINGS);
    long start = System.nanoTime();
    FsddFolder.load(RECORDINGS);

    assertThat((System.nanoTime() - start) / 1e9).isLessThan(2.0);
  }

  @Test
  void digitsCanBeToldApartByTheirMeans() {
    double share = SynthesisedDigitsTest.ClassMeans.shareRight(FsddFolder.load(RECORDINGS));

    assertThat(share).isBetween(0.5, 0.97);
  }
}
