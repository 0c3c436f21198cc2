package dev.counterpoint.datasets.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.counterpoint.datasets.CounterpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any bytes are tensors inside of their file, or an error written for people. In the build this
 * runs over the seeds in the test resources. To fuzz for real, from the top folder, one of the
 * tests at a time:
 *
 * <pre>
 * JAZZER_FUZZ=1 mvn -pl datasets test -Dtest=SafetensorsFuzzTest#anyHeaderIsTensorsOrAnError
 * </pre>
 */
class SafetensorsFuzzTest {

  private static final int DATA = 16;

  @TempDir private static Path folder;

  @FuzzTest(maxDuration = "3m")
  void anyBytesAreTensorsOrAnError(byte[] bytes) throws IOException {
    read(bytes);
  }

  /** A wrong length in front would stop nearly every change before it comes to the header. */
  @FuzzTest(maxDuration = "3m")
  void anyHeaderIsTensorsOrAnError(byte[] header) throws IOException {
    ByteBuffer file = ByteBuffer.allocate(Long.BYTES + header.length + DATA);
    file.order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header);
    read(file.array());
  }

  private static void read(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("fuzzed.safetensors"), bytes);
    try {
      for (TensorEntry tensor : SafetensorsReader.read(file).entries()) {
        long numbers = 1;
        for (long length : tensor.shape()) {
          numbers *= length;
        }
        assertThat((long) tensor.data().remaining()).isEqualTo(numbers * tensor.type().bytes());
        assertThat(tensor.data().remaining()).isLessThan(bytes.length);
      }
    } catch (CounterpointException e) {
      assertThat(e.getMessage()).contains("fuzzed");
    }
  }
}
