package dev.counterpoint.datasets.digits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.counterpoint.datasets.download.Downloader;
import dev.counterpoint.datasets.download.MnistFiles;
import dev.counterpoint.datasets.idx.IdxReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

@EnabledIfEnvironmentVariable(named = "COUNTERPOINT_DATA", matches = ".+")
class MnistTest {

  private static final Path DATA = Path.of(String.valueOf(System.getenv("COUNTERPOINT_DATA")));

  @TempDir Path temporary;

  @Test
  void mnistIsReadWholeAndKnownByItsHashes() {
    DigitSets digits = DigitFolder.load(DATA.resolve("mnist"));

    assertThat(digits.name()).isEqualTo("MNIST");
    assertThat(digits.train().size()).isEqualTo(60_000);
    assertThat(digits.test().size()).isEqualTo(10_000);
    assertThat(digits.train().height()).isEqualTo(28);
    assertThat(digits.train().width()).isEqualTo(28);
    assertThat(digits.train().classes()).isEqualTo(10);
    // The first labels, and the mean of all training pixels, 33.3184 of 255, are well known.
    assertThat(digits.train().labels()).startsWith(5, 0, 4, 1, 9);
    assertThat(digits.test().labels()).startsWith(7, 2, 1, 0, 4);
    long sum = 0;
    for (byte pixel : digits.train().pixels()) {
      sum += pixel & 0xFF;
    }
    assertThat(sum / 47_040_000.0).isBetween(33.3183, 33.3185);
  }

  @Test
  void mnistLoadsInWellUnderASecond() {
    DigitFolder.load(DATA.resolve("mnist"));
    long start = System.nanoTime();
    DigitFolder.load(DATA.resolve("mnist"));

    assertThat((System.nanoTime() - start) / 1e9).isLessThan(1.0);
  }

  @Test
  void pinnedSizesAndHashesAreThoseOfTheFiles() {
    assertThat(MnistFiles.all()).allMatch(file -> Downloader.isIntact(file, DATA.resolve("mnist")));
  }

  @Test
  void unpackedFilesAreKnownAsMnistToo() throws IOException {
    for (DigitFile file : DigitFile.values()) {
      Path packed = file.in(DATA.resolve("mnist")).orElseThrow();
      try (InputStream in = new GZIPInputStream(Files.newInputStream(packed), 1 << 16)) {
        Files.copy(in, temporary.resolve(file.usualName()));
      }
    }

    assertThat(DigitFolder.load(temporary).name()).isEqualTo("MNIST");
    assertThat(IdxReader.readLabels(temporary.resolve("t10k-labels-idx1-ubyte"))).hasSize(10_000);
  }
}
