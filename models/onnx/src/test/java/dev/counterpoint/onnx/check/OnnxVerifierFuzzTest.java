package dev.counterpoint.onnx.check;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * No bytes make the verifier throw anything but its refusal.
 *
 * <p>Within the build this runs over the seeds in the test resources. To fuzz for real, from the
 * top folder:
 *
 * <pre>
 * JAZZER_FUZZ=1 mvn -pl models/onnx test -Dtest=OnnxVerifierFuzzTest
 * </pre>
 *
 * <p>What it finds is written beside the seeds and is one of them from then on; what it has learned
 * is kept in {@code .cifuzz-corpus}.
 */
class OnnxVerifierFuzzTest {

  @FuzzTest(maxDuration = "5m")
  void anyBytesAreVerifiedOrRefused(byte[] model) {
    try {
      OnnxVerifier.requireSafe(model, "fuzzed");
    } catch (RefusedModelException e) {
      // What it is for.
    }
  }
}
