package dev.counterpoint.app.cli.captioned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.counterpoint.app.captioned.Tables;
import dev.counterpoint.app.cli.ExitCode;
import dev.counterpoint.app.cli.Said;
import dev.counterpoint.datasets.captioned.drawn.DrawnPictures;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data that are not in order, from the command line to what a person reads. */
class BadCaptionedInputTest {

  private static final int ROWS = 30;
  private static final DrawnPictures DRAWN = DrawnPictures.png(5, ROWS, 24);

  @TempDir Path folder;

  @Test
  void aColumnThatIsMissingNamesTheNearest() throws IOException {
    Path table = Tables.drawn(folder, ROWS, i -> "x");

    Said said = train(table, "--set", "data.captionColumns=[captoin]");

    assertThat(said.code()).isEqualTo(ExitCode.DATA);
    assertThat(said.err()).contains("captoin").contains("caption").contains("table.tsv");
    assertNothingWritten();
  }

  @ParameterizedTest
  @CsvSource({
    "missing, the picture is missing",
    "truncated, the picture is damaged",
    "text, it is not a picture",
    "huge, the picture is too large",
    "empty, pic",
  })
  void aPictureThatCannotBeUsedIsCountedByItsReason(String kind, String reason) throws IOException {
    Path table = Tables.drawn(folder, ROWS, i -> "x");
    spoil(folder.resolve(Tables.name(3)), kind);

    Said said = train(table);

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.err())
        .contains("1 of 30 examples could not be used")
        .contains(reason)
        .contains("03.png");
  }

  @Test
  void tooManyBadPicturesStopTheRun() throws IOException {
    Path table = Tables.drawn(folder, ROWS, i -> "x");
    for (int i = 0; i < 3; i++) {
      spoil(folder.resolve(Tables.name(i)), i == 0 ? "missing" : "truncated");
    }

    Said said = train(table);

    assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DATA);
    assertThat(said.err()).contains("cannot be used; allowed: 5 %");
    assertThat(trainInto(run() + "2", table, "--set", "data.maximumBad=0.1").code())
        .as("allowed when asked for")
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({"blank, the caption is blank", "nul, the caption is not text"})
  void aCaptionThatCannotBeUsedIsCountedByItsReason(String kind, String reason) throws IOException {
    Path table = Tables.drawn(folder, ROWS, i -> "x");
    changeCaption(table, 3, kind.equals("blank") ? "  " : "a \0 square");

    Said said = train(table);

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.err()).contains("1 of 30 examples could not be used").contains(reason);
  }

  @Test
  void aCaptionThatIsLongerThanAnyIsCounted() throws IOException {
    Path table = Tables.drawn(folder, ROWS, i -> "x");
    changeCaption(table, 3, "a red square ".repeat(100_000).strip());

    Said said = train(table);

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.err()).contains("1 of 30 examples could not").contains("too long");
  }

  @ParameterizedTest
  @ValueSource(strings = {"animated", "cmyk"})
  void picturesOfUnusualKindsAreRead(String kind) throws IOException {
    Path table = Tables.drawn(folder, ROWS, i -> "x");
    if (kind.equals("cmyk")) {
      writeCmyk(folder.resolve(Tables.name(3)));
    } else {
      animate(folder.resolve(Tables.name(3)));
    }

    Said said = train(table);

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.err()).doesNotContain("could not be used");
  }

  @Test
  void aLongCaptionIsCutAndSaidSo() throws IOException {
    Path table = Tables.drawn(folder, ROWS, i -> "x");
    changeCaption(table, 3, "a red square ".repeat(40).strip());

    Said said = train(table);

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.err()).contains("longer than text.length and were cut");
  }

  @Test
  void equalCaptionsTeachNothing() throws IOException {
    Path table = Tables.drawn(folder, ROWS, i -> "x");
    List<String> lines =
        Files.readAllLines(table).stream()
            .map(line -> line.replaceFirst("\t.*\tx", "\tsame\tx"))
            .toList();
    Files.write(table, lines);

    Said said = train(table);

    assertThat(said.code()).isEqualTo(ExitCode.DATA);
    assertThat(said.err()).contains("all have the caption \"same\"").contains("captionColumns");
    assertNothingWritten();
    Said pictures = train(table, "--recipe", "image-caption-simclr");
    assertThat(pictures.code()).as(pictures.err()).isZero();
  }

  @Test
  void aTarWithoutAPairIsRefused() throws IOException {
    Path tar = tar(out -> put(out, "a.bin", new byte[3]));
    assertRefused(tar, "no picture with a text");
  }

  @ParameterizedTest
  @CsvSource({"../evil.png", "/etc/evil.png"})
  void aTarThatLeavesItsFolderIsRefused(String name) throws IOException {
    Path tar =
        tar(
            out -> {
              pairs(out);
              put(out, name, DRAWN.picture(0));
              put(out, name.replace("png", "txt"), "evil".getBytes(StandardCharsets.UTF_8));
            });
    assertRefused(tar, name.substring(name.length() - 8));
  }

  @ParameterizedTest
  @CsvSource({"link", "hard", "device"})
  void aTarWithLinksAndDevicesIsRefused(String kind) throws IOException {
    byte type =
        switch (kind) {
          case "link" -> TarConstants.LF_SYMLINK;
          case "hard" -> TarConstants.LF_LINK;
          default -> TarConstants.LF_CHR;
        };
    Path tar =
        tar(
            out -> {
              pairs(out);
              TarArchiveEntry entry = new TarArchiveEntry("zz.png", type);
              if (type != TarConstants.LF_CHR) {
                entry.setLinkName("/etc/passwd");
              }
              out.putArchiveEntry(entry);
              out.closeArchiveEntry();
            });
    assertRefused(tar, "zz.png");
  }

  @Test
  void aTarWithAKeyTwiceIsRefused() throws IOException {
    Path tar =
        tar(
            out -> {
              pairs(out);
              pairs(out);
            });
    assertRefused(tar, "before");
  }

  @Test
  void aTarThatPromisesMoreThanItHasIsRefused() throws IOException {
    Path tar = tar(BadCaptionedInputTest::pairs);
    byte[] bytes = Files.readAllBytes(tar);
    Files.write(tar, Arrays.copyOf(bytes, 700));
    assertRefused(tar, "000.tar");
  }

  @ParameterizedTest
  @CsvSource({"{}", "'{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":99999999999},\"merges\":[]}}'"})
  void aTokenizerThatLiesIsRefused(String json) throws IOException {
    Path table = Tables.drawn(folder, ROWS, i -> "x");
    Path file = Files.writeString(folder.resolve("tokenizer.json"), json);

    Said said = train(table, "--set", "text.tokenizer=" + file);

    assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DATA);
    assertThat(said.err()).contains("tokenizer.json");
    assertNothingWritten();
  }

  @ParameterizedTest
  @CsvSource({"header", "offsets"})
  void weightsThatLieAreRefused(String lie) throws IOException {
    Path table = Tables.drawn(folder, ROWS, i -> "x");
    String header =
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[1000000,1000000],\"data_offsets\":[0,4]}}";
    long length = lie.equals("header") ? Long.MAX_VALUE : header.length();
    ByteBuffer bytes = ByteBuffer.allocate(12 + header.length()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(length).put(header.getBytes(StandardCharsets.UTF_8));
    Path file = Files.write(folder.resolve("clip.safetensors"), bytes.array());

    Said said = train(table, "--set", "image.weights=" + file);

    assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DATA);
    assertThat(said.err()).contains("clip.safetensors");
    assertNothingWritten();
  }

  @Test
  void keywordsThatAreNotThereNameTheNearestField() throws IOException {
    Path table = Tables.drawn(folder, ROWS, i -> "x");

    Said said = train(table, "--set", "data.keywordFields=[spilt]");

    assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("data.keywordFields").contains("spilt").contains("split");
    assertNothingWritten();
    Said there = train(table, "--set", "data.keywordFields=[split]");
    assertThat(there.code()).as(there.err()).isZero();
  }

  private interface Content {
    void write(TarArchiveOutputStream out) throws IOException;
  }

  private Path tar(Content content) throws IOException {
    Path file = folder.resolve("000.tar");
    try (OutputStream bytes = Files.newOutputStream(file);
        TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8")) {
      content.write(out);
    }
    return file;
  }

  private static void pairs(TarArchiveOutputStream out) throws IOException {
    for (int i = 0; i < ROWS; i++) {
      put(out, "%03d.png".formatted(i), DRAWN.picture(i));
      String caption = DRAWN.description(i).captions().get(0);
      put(out, "%03d.txt".formatted(i), caption.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void put(TarArchiveOutputStream out, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(content.length);
    out.putArchiveEntry(entry);
    out.write(content);
    out.closeArchiveEntry();
  }

  private void assertRefused(Path data, String text) {
    Said said = train(data);
    assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DATA);
    assertThat(said.err()).contains(text).doesNotContain("fault of Counterpoint");
    assertNothingWritten();
  }

  private void assertNothingWritten() {
    assertThat(Path.of(run(), "recipe.yaml")).doesNotExist();
  }

  private static void spoil(Path picture, String kind) throws IOException {
    byte[] bytes = Files.readAllBytes(picture);
    switch (kind) {
      case "missing" -> Files.delete(picture);
      case "truncated" -> Files.write(picture, Arrays.copyOf(bytes, bytes.length / 2));
      case "text" -> Files.writeString(picture, "this is not a picture, whatever its name says");
      case "huge" -> Files.write(picture, hugeByHeader());
      default -> Files.write(picture, new byte[0]);
    }
  }

  /** A JPEG of four channels, whatever its name. */
  private static void writeCmyk(Path file) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(Files.newOutputStream(file))) {
      writer.setOutput(out);
      Raster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 24, 24, 4, null);
      writer.write(null, new IIOImage(raster, null, null), null);
    } finally {
      writer.dispose();
    }
  }

  /** A GIF of two frames, whatever its name. */
  private static void animate(Path file) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(Files.newOutputStream(file))) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int i = 0; i < 2; i++) {
        BufferedImage frame = new BufferedImage(24, 24, BufferedImage.TYPE_BYTE_INDEXED);
        writer.writeToSequence(new IIOImage(frame, null, null), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
  }

  /** A PNG of 100,000 x 100,000 pixels by its header, with nothing in it. */
  private static byte[] hugeByHeader() throws IOException {
    ByteBuffer header = ByteBuffer.allocate(17);
    header.put("IHDR".getBytes(StandardCharsets.US_ASCII));
    header.putInt(100_000).putInt(100_000).put(new byte[] {8, 2, 0, 0, 0});
    CRC32 sum = new CRC32();
    sum.update(header.array());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13});
    out.write(header.array());
    out.write(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    return out.toByteArray();
  }

  private static void changeCaption(Path table, int row, String caption) throws IOException {
    List<String> lines = Files.readAllLines(table);
    String name = Tables.name(row);
    Files.write(
        table,
        lines.stream()
            .map(line -> line.startsWith(name) ? name + "\t" + caption + "\tx" : line)
            .toList());
  }

  private String run() {
    return folder.resolve("run").toString();
  }

  /** On all rows at once, so that a bad one is met. */
  private Said train(Path data, String... more) {
    return trainInto(run(), data, more);
  }

  private Said trainInto(String run, Path data, String... more) {
    List<String> all = new ArrayList<>(List.of("--data", data.toString()));
    all.addAll(List.of("--set", "data.heldOut=0", "--set", "training.batchSize=" + ROWS));
    all.addAll(List.of(more));
    return TrainClipCommandTest.trainInto(run, all.toArray(String[]::new));
  }
}
