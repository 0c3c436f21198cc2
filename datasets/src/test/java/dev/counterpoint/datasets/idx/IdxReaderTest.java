package dev.counterpoint.datasets.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.counterpoint.datasets.UnreadableFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxReaderTest {

  private static final byte[] IMAGES = IdxBytes.images(3, 4, 5);

  @TempDir Path folder;

  @Test
  void plainImagesAreRead() throws IOException {
    IdxImages images = IdxReader.readImages(write("images", IMAGES));

    assertThat(images.count()).isEqualTo(3);
    assertThat(images.height()).isEqualTo(4);
    assertThat(images.width()).isEqualTo(5);
    assertThat(images.pixels()).isEqualTo(Arrays.copyOfRange(IMAGES, 16, IMAGES.length));
  }

  @Test
  void contentDecidesWhatIsPackedNotTheName() throws IOException {
    byte[] pixels = Arrays.copyOfRange(IMAGES, 16, IMAGES.length);

    assertThat(IdxReader.readImages(write("no-ending", IdxBytes.gzip(IMAGES))).pixels())
        .isEqualTo(pixels);
    assertThat(IdxReader.readImages(write("plain.gz", IMAGES)).pixels()).isEqualTo(pixels);
  }

  @Test
  void gzipOfSeveralMembersIsReadAsOne() throws IOException {
    byte[] packed =
        IdxBytes.join(
            IdxBytes.gzip(Arrays.copyOf(IMAGES, 30)),
            IdxBytes.gzip(Arrays.copyOfRange(IMAGES, 30, IMAGES.length)));

    assertThat(IdxReader.readImages(write("images.gz", packed)).pixels())
        .isEqualTo(Arrays.copyOfRange(IMAGES, 16, IMAGES.length));
  }

  @Test
  void gzipHeaderWithNameCommentExtraAndCheckIsSkipped() throws IOException {
    byte[] packed = IdxBytes.gzip(IMAGES);
    byte[] header = {0x1F, (byte) 0x8B, 8, 2 + 4 + 8 + 16, 0, 0, 0, 0, 0, 3};
    byte[] optional = {2, 0, 9, 9, 'n', 0, 'c', 0, 7, 7};
    byte[] file =
        IdxBytes.join(
            IdxBytes.join(header, optional), Arrays.copyOfRange(packed, 10, packed.length));

    assertThat(IdxReader.readImages(write("images.gz", file)).count()).isEqualTo(3);
  }

  @Test
  void labelsAreRead() throws IOException {
    assertThat(IdxReader.readLabels(write("labels", IdxBytes.labels(7, 0, 255))))
        .containsExactly(7, 0, 255);
  }

  @Test
  void imagesGivenForLabelsAreNamedAndTheOtherWayRound() throws IOException {
    assertThatLabelsOf(IMAGES).hasMessageContaining("expected an IDX file of labels");
    assertThatLabelsOf(IMAGES)
        .hasMessageContaining("found a file of images (00000803): are the two exchanged?");
    assertThatImagesOf(IdxBytes.labels(1, 2))
        .hasMessageContaining("found a file of labels (00000801): are the two exchanged?");
  }

  @Test
  void whatIsFoundInPlaceOfTheMagicNumberIsNamed() throws IOException {
    assertThatImagesOf(IdxBytes.file(0xD03, new byte[4], 1, 1, 1))
        .hasMessageContaining("type 0d (float) with 3 dimension(s)");
    assertThatImagesOf("<!DOCTYPE html>".getBytes(StandardCharsets.US_ASCII))
        .hasMessageContaining("web page");
    assertThatImagesOf(new byte[] {'P', 'K', 3, 4, 0}).hasMessageContaining("zip archive");
    assertThatImagesOf(new byte[] {1, 2, 3, 4, 5}).hasMessageContaining("01 02 03 04");
    assertThatImagesOf(new byte[] {0, 0}).hasMessageContaining("00 00 and then the end");
    assertThatImagesOf(new byte[0]).hasMessageContaining("the file is empty");
    assertThatImagesOf(IdxBytes.gzip(IdxBytes.gzip(IMAGES))).hasMessageContaining("packed twice");
  }

  @Test
  void fileNamedGzThatIsNotGzipIsRefused() throws IOException {
    Path file = write("images.gz", new byte[] {9, 9, 9, 9, 9});

    assertThatThrownBy(() -> IdxReader.readImages(file))
        .isInstanceOf(IdxFormatException.class)
        .hasMessageContaining("images.gz")
        .hasMessageContaining("the name ends in .gz, but this is not gzip data");
  }

  @Test
  void truncatedDataSayExpectedFoundAndOffset() throws IOException {
    assertThatImagesOf(Arrays.copyOf(IMAGES, IMAGES.length - 7))
        .hasMessageContaining("3 images of 4 x 5")
        .hasMessageContaining("expected 60 bytes after the header, found 53")
        .hasMessageContaining("offset 69");
    assertThatImagesOf(Arrays.copyOf(IMAGES, 10)).hasMessageContaining("ends before the height");
  }

  @Test
  void trailingBytesAreRefused() throws IOException {
    assertThatImagesOf(Arrays.copyOf(IMAGES, IMAGES.length + 1))
        .hasMessageContaining("bytes follow")
        .hasMessageContaining("from offset 76 on");
    assertThatImagesOf(IdxBytes.join(IdxBytes.gzip(IMAGES), new byte[] {1}))
        .hasMessageContaining("not gzip follow after the gzip data");
  }

  @Test
  void dimensionsOfZeroOrBeyondAllMeasureAreRefused() throws IOException {
    assertThatImagesOf(IdxBytes.file(0x803, new byte[0], 0, 28, 28))
        .hasMessageContaining("0 images of 28 x 28: there is nothing in it");
    assertThatImagesOf(IdxBytes.file(0x803, new byte[0], 1, 28, 0))
        .hasMessageContaining("nothing in it");
    assertThatLabelsOf(IdxBytes.file(0x801, new byte[0], 0)).hasMessageContaining("0 labels");
    assertThatImagesOf(IdxBytes.file(0x803, new byte[0], 1, 70_000, 1))
        .hasMessageContaining("at most 16384 pixels");
    // The product of these is 2^60, and 0 in 32 bits.
    assertThatImagesOf(IdxBytes.file(0x803, new byte[0], -1, 16_384, 16_384))
        .hasMessageContaining("4294967295 images")
        .hasMessageContaining("at most 1073741824 bytes are read");
    assertThatLabelsOf(IdxBytes.file(0x801, new byte[0], -1))
        .hasMessageContaining("4294967295 labels");
  }

  @Test
  void corruptGzipNamesTheOffsetInTheFile() throws IOException {
    byte[] wrongChecksum = IdxBytes.gzip(IMAGES);
    wrongChecksum[wrongChecksum.length - 8] ^= 1;
    byte[] wrongLength = IdxBytes.gzip(IMAGES);
    wrongLength[wrongLength.length - 4] ^= 1;
    byte[] wrongBlock = IdxBytes.gzip(IMAGES);
    wrongBlock[10] = (byte) 0xFF;

    assertThatImagesOf(wrongChecksum).hasMessageContaining("its checksum is");
    assertThatImagesOf(wrongLength).hasMessageContaining("it says 77 bytes, but 76 came");
    assertThatImagesOf(wrongBlock).hasMessageContaining("the gzip data are corrupt at byte 1");
  }

  @Test
  void gzipCutOffAnywhereIsRefused() throws IOException {
    byte[] packed = IdxBytes.gzip(IMAGES);
    for (int length = 2; length < packed.length; length++) {
      assertThatImagesOf(Arrays.copyOf(packed, length))
          .hasMessageContaining("the gzip data are cut off: the file ends at byte " + length);
    }
  }

  @Test
  void gzipBombIsNotUnpackedBeyondWhatTheHeaderPromises() {
    byte[] bomb = IdxBytes.gzip(IdxBytes.file(0x801, new byte[100_000_000], 10));
    ByteArrayInputStream file = new ByteArrayInputStream(bomb);

    assertThatThrownBy(() -> IdxReader.readLabels(file, "bomb.gz", IdxReader.DEFAULT_MAX_BYTES))
        .isInstanceOf(IdxFormatException.class)
        .hasMessageContaining("bytes follow after the last of 10 labels");
    assertThat(bomb.length - file.available()).isLessThan(70_000);
  }

  @Test
  void memoryIsNotTakenOnTheWordOfTheHeader() {
    byte[] liar = IdxBytes.file(0x803, new byte[100], 900_000, 32, 32);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    assertThatThrownBy(() -> IdxReader.readImages(new ByteArrayInputStream(liar), "liar", 1L << 30))
        .hasMessageContaining("expected 921600000 bytes after the header, found 100");

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000_000);
  }

  @Test
  void callerSetsHowMuchAHeaderMayPromise() {
    assertThatThrownBy(() -> IdxReader.readImages(new ByteArrayInputStream(IMAGES), "x", 59))
        .hasMessageContaining("60 bytes; at most 59 bytes are read");
  }

  @Test
  void dataLargerThanTheFirstPieceOfMemoryAreRead() throws IOException {
    byte[] large = IdxBytes.images(5_000, 28, 28);

    assertThat(IdxReader.readImages(write("large", IdxBytes.gzip(large))).pixels())
        .isEqualTo(Arrays.copyOfRange(large, 16, large.length));
  }

  @Test
  void missingFileIsNamed() {
    assertThatThrownBy(() -> IdxReader.readLabels(folder.resolve("nowhere")))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("nowhere cannot be read: there is no such file");
  }

  @Test
  void anyDamageToGzipIsReportedAsSuch() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    byte[] whole = IdxBytes.gzip(IdxBytes.images(20, 8, 8));
    byte[] pixels = Arrays.copyOfRange(IdxBytes.images(20, 8, 8), 16, 16 + 1280);
    for (int i = 0; i < 3_000; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        IdxImages images = IdxReader.readImages(new ByteArrayInputStream(damaged), "x", 1 << 20);
        // Time, name and operating system in the gzip header do not matter.
        assertThat(images.pixels()).as("seed %d, case %d", seed, i).isEqualTo(pixels);
      } catch (IdxFormatException expected) {
        assertThat(expected).hasMessageStartingWith("x: ");
      } catch (IOException | RuntimeException e) {
        throw new AssertionError("seed %d, case %d".formatted(seed, i), e);
      }
    }
  }

  private AbstractThrowableAssert<?, ?> assertThatImagesOf(byte[] content) throws IOException {
    Path file = write("file", content);
    return assertThatThrownBy(() -> IdxReader.readImages(file))
        .isInstanceOf(IdxFormatException.class)
        .hasMessageStartingWith(file.toString());
  }

  private AbstractThrowableAssert<?, ?> assertThatLabelsOf(byte[] content) throws IOException {
    Path file = write("file", content);
    return assertThatThrownBy(() -> IdxReader.readLabels(file))
        .isInstanceOf(IdxFormatException.class)
        .hasMessageStartingWith(file.toString());
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }
}
