package dev.counterpoint.datasets.audio;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.counterpoint.datasets.CounterpointException;

/**
 * Any bytes become a waveform, or an error written for people.
 *
 * <p>Within the build this runs over the seeds in the test resources. To fuzz for real, from the
 * top folder:
 *
 * <pre>
 * JAZZER_FUZZ=1 mvn -pl datasets test -Dtest=WavFuzzTest#anyBytesBecomeAWaveformOrAnError
 * </pre>
 */
class WavFuzzTest {

  @FuzzTest(maxDuration = "3m")
  void anyBytesBecomeAWaveformOrAnError(byte[] bytes) {
    Waveform waveform;
    try {
      waveform = WavReader.read(bytes, "fuzzed");
    } catch (CounterpointException e) {
      assertThat(e.getMessage()).contains("fuzzed");
      return;
    }
    if (waveform.samples().length == 0 || waveform.samples().length > bytes.length) {
      throw new AssertionError(
          "%d samples of %d bytes".formatted(waveform.samples().length, bytes.length));
    }
    for (float sample : waveform.samples()) {
      if (!Float.isFinite(sample)) {
        throw new AssertionError("a sample is " + sample);
      }
    }
  }
}
