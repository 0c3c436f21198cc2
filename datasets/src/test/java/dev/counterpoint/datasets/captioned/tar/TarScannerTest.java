package dev.counterpoint.datasets.captioned.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TarScannerTest {

  private static final String LONG = "folder/".repeat(30) + "Straße-猫.jpg";

  static Map<String, String> files(byte[] tar) {
    Map<String, String> files = new LinkedHashMap<>();
    try (SeekableInMemoryByteChannel in = new SeekableInMemoryByteChannel(tar)) {
      TarScanner scanner = new TarScanner("test.tar", in);
      for (TarEntry entry = scanner.next(); entry != null; entry = scanner.next()) {
        files.put(entry.name(), new String(scanner.content(entry), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return files;
  }

  private static byte[] small() {
    return new TestTar().file("a.txt", "one").file("b.txt", "two").bytes();
  }

  @ParameterizedTest
  @ValueSource(ints = {TarArchiveOutputStream.LONGFILE_GNU, TarArchiveOutputStream.LONGFILE_POSIX})
  void filesOfAnySizeAndNameAreFound(int longNames) {
    String large = "x".repeat(70_001);
    TestTar tar = new TestTar(longNames);
    tar.file("a.txt", "one").file(LONG, large).file("empty.txt", "").file("./b.json", "{}");

    assertThat(files(tar.bytes()))
        .containsExactly(
            Map.entry("a.txt", "one"),
            Map.entry(LONG, large),
            Map.entry("empty.txt", ""),
            Map.entry("b.json", "{}"));
  }

  @Test
  void namesInUstarHaveAPrefix() {
    byte[] tar = new TestTar().file("name.txt", "one").bytes();
    byte[] prefixed = TestTar.changed(tar, 345, "folder".getBytes(StandardCharsets.US_ASCII));

    assertThat(files(prefixed)).containsOnlyKeys("folder/name.txt");
  }

  @Test
  void sizesMayBeBinary() {
    byte[] tar = new TestTar().file("a.txt", "one").bytes();
    byte[] size = {(byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3};

    assertThat(files(TestTar.changed(tar, 124, size))).containsEntry("a.txt", "one");
  }

  @Test
  void directoriesArePassedOver() {
    TestTar tar = new TestTar();
    tar.special("./", TarConstants.LF_DIR).special("in/", TarConstants.LF_DIR);

    assertThat(files(tar.file("in/a.txt", "one").bytes())).containsOnlyKeys("in/a.txt");
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/passwd, is absolute",
    "C:/a.txt, is absolute",
    "../a.txt, leads out of its folder",
    "in/../../a.txt, leads out of its folder",
    "in\\..\\..\\a.txt, leads out of its folder"
  })
  void namesThatLeaveTheFolderAreErrors(String name, String problem) {
    byte[] tar = new TestTar().file("a.txt", "").bytes();
    byte[] bad = Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), 100);

    assertThatThrownBy(() -> files(TestTar.changed(tar, 0, bad)))
        .isInstanceOf(TarFormatException.class)
        .hasMessageContainingAll("test.tar, at byte 0", name, problem);
  }

  @Test
  void namesThatLeaveTheFolderInPaxRecordsAreErrors() {
    byte[] tar = new TestTar().file("../".repeat(60) + "a.txt", "").bytes();

    assertThatThrownBy(() -> files(tar)).hasMessageContaining("leads out of its folder");
  }

  @ParameterizedTest
  @CsvSource({
    "1, a link",
    "2, a link",
    "3, a device",
    "4, a device",
    "6, a device",
    "S, a sparse",
    "M, an entry of type 'M'"
  })
  void whatIsNoRegularFileIsAnError(char type, String problem) {
    byte[] tar = new TestTar().file("first.txt", "").bytes();

    assertThatThrownBy(() -> files(TestTar.changed(tar, 156, (byte) type)))
        .isInstanceOf(TarFormatException.class)
        .hasMessageContainingAll("first.txt is " + problem, "--dereference");
  }

  @Test
  void sparseFilesOfPaxAreErrors() {
    TarArchiveEntry entry = new TarArchiveEntry("a.bin");
    entry.addPaxHeader("GNU.sparse.major", "1");
    byte[] tar = new TestTar().entry(entry, new byte[0]).bytes();

    assertThatThrownBy(() -> files(tar)).hasMessageContaining("a sparse file");
  }

  @Test
  void everyCutIsAnErrorThatTellsTheOffset() {
    byte[] tar = small();
    List<Integer> unseen = new ArrayList<>();
    for (int length = 0; length <= 2_048; length++) {
      try {
        files(Arrays.copyOf(tar, length));
        unseen.add(length);
      } catch (TarFormatException e) {
        assertThat(e.getMessage()).contains("test.tar, at byte ");
      }
    }
    assertThat(unseen).isEmpty();
  }

  @Test
  void aCutBetweenEntriesIsSeenByTheMissingEndMark() {
    assertThatThrownBy(() -> files(Arrays.copyOf(small(), 1_024)))
        .hasMessageContainingAll("at byte 1024", "before the end mark");
  }

  @ParameterizedTest
  @ValueSource(strings = {"77777777777", "00000005001"})
  void sizesBeyondTheFileAreErrorsBeforeAnythingIsRead(String octal) {
    byte[] size = octal.getBytes(StandardCharsets.US_ASCII);

    assertThatThrownBy(() -> files(TestTar.changed(small(), 124, size)))
        .hasMessageContainingAll("at byte 0", "the file ends after 2560");
  }

  @Test
  void negativeSizesAreErrors() {
    byte[] size = new byte[12];
    Arrays.fill(size, (byte) 0xFF);

    assertThatThrownBy(() -> files(TestTar.changed(small(), 124, size)))
        .hasMessageContaining("a size that is negative or beyond 2^63");
  }

  @Test
  void longNamesThatAreHugeAreErrorsBeforeAnythingIsRead() {
    byte[] tar = TestTar.changed(small(), 156, (byte) 'L');
    byte[] size = "77777777777".getBytes(StandardCharsets.US_ASCII);

    assertThatThrownBy(() -> files(TestTar.changed(tar, 124, size)))
        .hasMessageContaining("a header of type 'L' with 8589934591 bytes, expected at most 4096");
  }

  @Test
  void brokenChecksumsAreErrors() {
    byte[] tar = small();
    tar[1_024 + 1] ^= 1;

    assertThatThrownBy(() -> files(tar)).hasMessageContainingAll("at byte 1024", "checksum");
  }

  @Test
  void tarsBehindOneAnotherAreErrors() {
    byte[] two = Arrays.copyOf(small(), 2 * small().length);
    System.arraycopy(small(), 0, two, small().length, small().length);

    assertThatThrownBy(() -> files(two)).hasMessageContainingAll("more data behind it", "cat");
  }

  @ParameterizedTest
  @CsvSource({"1F8B0800, gzip", "28B52FFD, zstd", "425A6839, bzip2", "FD377A58, xz"})
  void compressedTarsAreErrorsThatSayWhatToDo(String start, String how) {
    byte[] file = Arrays.copyOf(java.util.HexFormat.of().parseHex(start), 3_000);

    assertThatThrownBy(() -> files(file)).hasMessageContainingAll("compressed (" + how, "Unpack");
  }

  @Test
  void paxRecordsWithWrongLengthsAreErrors() {
    byte[] tar = new TestTar().file(LONG, "").bytes();
    tar[512] = '9';
    tar[513] = '9';
    tar[514] = '9';

    assertThatThrownBy(() -> files(tar)).hasMessageContaining("whose length is wrong");
  }

  @Test
  void namesThatAreNotUtf8AreErrors() {
    assertThatThrownBy(() -> files(TestTar.changed(small(), 0, (byte) 0xE9)))
        .hasMessageContaining("a name that is not UTF-8");
  }
}
