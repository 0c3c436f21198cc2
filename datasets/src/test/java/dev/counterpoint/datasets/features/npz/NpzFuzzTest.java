package dev.counterpoint.datasets.features.npz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * Any bytes are arrays, or an error written for people.
 *
 * <p>Within the build this runs over the seeds in the test resources. To fuzz for real, from the
 * top folder, one of the tests at a time:
 *
 * <pre>
 * JAZZER_FUZZ=1 mvn -pl datasets test -Dtest=NpzFuzzTest#anyBytesAreArraysOrAnError
 * </pre>
 */
class NpzFuzzTest {

  @FuzzTest(maxDuration = "3m")
  void anyBytesAreArraysOrAnError(byte[] bytes) {
    try {
      NpzReader.read("fuzzed", new SeekableInMemoryByteChannel(bytes), 1 << 24)
          .values()
          .forEach(array -> assertThat(array.size()).isNotNegative());
    } catch (NpzException e) {
      assertThat(e.getMessage()).contains("fuzzed");
    }
  }

  /** A zip around it would stop nearly every change before it comes to the header. */
  @FuzzTest(maxDuration = "3m")
  void anyBytesAreAHeaderOrAnError(byte[] bytes) throws IOException {
    try {
      NpyHeader header = NpyHeader.read(new ByteArrayInputStream(bytes), "fuzzed");
      assertThat(header.dataBytes()).isNotNegative();
      assertThat(header.length()).isLessThanOrEqualTo(bytes.length);
    } catch (NpzException e) {
      assertThat(e.getMessage()).contains("fuzzed");
    }
  }
}
