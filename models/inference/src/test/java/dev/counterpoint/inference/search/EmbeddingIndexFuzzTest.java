package dev.counterpoint.inference.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.counterpoint.datasets.CounterpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Any file is an index that can be searched, or an error written for people.
 *
 * <p>Within the build this runs over the seeds in the test resources. To fuzz for real, from the
 * top folder:
 *
 * <pre>
 * JAZZER_FUZZ=1 mvn -pl models/inference -am test \
 *     -Dtest=EmbeddingIndexFuzzTest#anyFileIsSearchedOrRefused -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class EmbeddingIndexFuzzTest {

  private static final int HEADER = 4_096;
  private static final int SUMMED = 124;

  @TempDir Path folder;

  /** The bytes change a small index at will, behind checksums that are made to fit. */
  @FuzzTest(maxDuration = "3m")
  void anyFileIsSearchedOrRefused(byte[] bytes) throws IOException {
    Path fuzzed = Files.createTempFile("fuzzed", ".index");
    try {
      Files.write(fuzzed, bytes);
      searchOrRefuse(fuzzed);
      byte[] index = sound(fuzzed);
      for (int i = 0; i + 2 < bytes.length; i += 3) {
        int at = (bytes[i] & 0xFF) << 8 | bytes[i + 1] & 0xFF;
        index[at % index.length] = bytes[i + 2];
      }
      Files.write(fuzzed, withSums(index));
      searchOrRefuse(fuzzed);
    } finally {
      Files.deleteIfExists(fuzzed);
    }
  }

  @Test
  void damagedIndexesAreSearchedOrRefused() throws IOException {
    long seed = 20_240_612;
    Random random = new Random(seed);
    byte[] whole = sound(folder.resolve("x"));
    for (int round = 0; round < 500; round++) {
      byte[] index = whole.clone();
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        // Half of them in the header and the names, which are few bytes of all.
        int at = random.nextBoolean() ? random.nextInt(SUMMED) : index.length - 1;
        index[Math.max(0, at - random.nextInt(80))] = (byte) random.nextInt();
      }
      Files.write(folder.resolve("x"), withSums(index));
      try {
        searchOrRefuse(folder.resolve("x"));
      } catch (RuntimeException e) {
        throw new AssertionError("seed %d, round %d".formatted(seed, round), e);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8 | 4 | 2 | an index of version 2, expected version 1",
        "12 | 4 | 0 | expected vectors of 1 to 65536 numbers, found 0",
        "12 | 4 | 2147483647 | expected vectors of 1 to 65536 numbers",
        "12 | 4 | 4 | 2 rows of 4 numbers and 85 bytes of names need 12373 bytes, the file has 10325",
        "16 | 8 | -1 | expected 0 to 2147483135 rows, found -1",
        "16 | 8 | 9223372036854775807 | expected 0 to 2147483135 rows",
        "16 | 8 | 2147483135 | bytes, the file has",
        "24 | 8 | -5 | states -5 bytes of names",
        "24 | 8 | 4611686018427387904 | bytes of names",
        "32 | 4 | 7 | the checksum of its names is wrong",
      })
  void aHeaderThatLiesIsRefusedBeforeAnythingIsMadeRoomFor(
      int at, int bytes, long value, String message) throws IOException {
    byte[] index = sound(folder.resolve("x"));
    ByteBuffer header = ByteBuffer.wrap(index).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes == 4) {
      header.putInt(at, (int) value);
    } else {
      header.putLong(at, value);
    }
    sumHeader(index);
    Files.write(folder.resolve("x"), index);
    assertThatThrownBy(() -> EmbeddingIndex.open(folder.resolve("x")))
        .isInstanceOf(MalformedIndexException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"0", "7", "8", "100", "4095", "4096", "8000"})
  void aFileThatEndsEarlyIsRefused(int length) throws IOException {
    byte[] index = sound(folder.resolve("x"));
    Files.write(folder.resolve("x"), java.util.Arrays.copyOf(index, length));
    assertThatThrownBy(() -> EmbeddingIndex.open(folder.resolve("x")))
        .isInstanceOf(MalformedIndexException.class)
        .hasMessageContaining("not an index in order");
  }

  @Test
  void aRowThatIsDamagedIsSaidToBe() throws IOException {
    byte[] index = sound(folder.resolve("x"));
    ByteBuffer.wrap(index).order(ByteOrder.LITTLE_ENDIAN).putFloat(HEADER, Float.NaN);
    Files.write(folder.resolve("x"), index);
    assertThatThrownBy(() -> EmbeddingIndex.open(folder.resolve("x")).search(new float[] {1, 0}, 3))
        .isInstanceOf(MalformedIndexException.class)
        .hasMessageContaining("the vector of row 0 is damaged");
  }

  @Test
  void aFileThatIsNotThereIsAnError() {
    assertThatThrownBy(() -> EmbeddingIndex.open(folder.resolve("none")))
        .isInstanceOf(IndexNotReadException.class)
        .hasMessageContaining("cannot be read");
  }

  private static void searchOrRefuse(Path file) {
    try {
      EmbeddingIndex index = EmbeddingIndex.open(file);
      float[] query = new float[index.width()];
      query[0] = 1;
      assertThat(index.search(query, 2)).hasSizeLessThanOrEqualTo(2);
    } catch (CounterpointException e) {
      assertThat(e.getMessage()).contains(file.toString());
    }
  }

  private static byte[] sound(Path file) throws IOException {
    try (IndexWriter writer = new IndexWriter(file, TestIndexes.MODEL, "here", 2)) {
      writer.add(new IndexEntry("a", 1, 2), new float[] {1, 2});
      writer.add(new IndexEntry("b", 3, 4), new float[] {-1, 2});
      writer.skip(new SkippedEntry(new IndexEntry("c", 5, 6), "broken"));
      writer.finish();
    }
    return Files.readAllBytes(file);
  }

  private static byte[] withSums(byte[] index) {
    ByteBuffer header = ByteBuffer.wrap(index).order(ByteOrder.LITTLE_ENDIAN);
    long names = header.getLong(24);
    if (names > 0 && names <= index.length - HEADER) {
      CRC32C sum = new CRC32C();
      sum.update(index, (int) (index.length - names), (int) names);
      header.putInt(32, (int) sum.getValue());
    }
    sumHeader(index);
    return index;
  }

  private static void sumHeader(byte[] index) {
    CRC32C sum = new CRC32C();
    sum.update(index, 0, SUMMED);
    ByteBuffer.wrap(index).order(ByteOrder.LITTLE_ENDIAN).putInt(SUMMED, (int) sum.getValue());
  }
}
