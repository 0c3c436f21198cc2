package dev.counterpoint.datasets.captioned.tar;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * Any bytes are a list of entries that lie within them, or an error written for people.
 *
 * <p>Within the build this runs over the seeds in the test resources. To fuzz for real, from the
 * top folder, one of the tests at a time:
 *
 * <pre>
 * JAZZER_FUZZ=1 mvn -pl datasets test -Dtest=TarFuzzTest#anyBytesAreEntriesOrAnError
 * </pre>
 */
class TarFuzzTest {

  @FuzzTest(maxDuration = "3m")
  void anyBytesAreEntriesOrAnError(byte[] bytes) throws IOException {
    scan(bytes);
  }

  /** Checksums would stop nearly every change before it comes to anything else. */
  @FuzzTest(maxDuration = "3m")
  void anyTarWithSoundChecksumsIsEntriesOrAnError(byte[] bytes) throws IOException {
    scan(TestTar.repaired(bytes));
  }

  private static void scan(byte[] bytes) throws IOException {
    try (SeekableInMemoryByteChannel in = new SeekableInMemoryByteChannel(bytes)) {
      TarScanner scanner = new TarScanner("fuzzed", in);
      long last = 0;
      for (TarEntry entry = scanner.next(); entry != null; entry = scanner.next()) {
        assertThat(entry.header()).isGreaterThanOrEqualTo(last);
        assertThat(entry.offset()).isGreaterThan(entry.header());
        assertThat(entry.offset() + entry.size()).isLessThanOrEqualTo(bytes.length);
        assertThat(entry.name()).isNotEmpty().doesNotStartWith("/").doesNotStartWith("../");
        assertThat(scanner.content(entry)).hasSize((int) entry.size());
        last = entry.offset();
      }
    } catch (TarFormatException e) {
      assertThat(e.getMessage()).contains("fuzzed");
    }
  }
}
