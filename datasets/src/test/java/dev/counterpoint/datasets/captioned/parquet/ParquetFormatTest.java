package dev.counterpoint.datasets.captioned.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.captioned.BadExampleException;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.Sources;
import dev.counterpoint.datasets.captioned.sets.CaptionedSets;
import dev.counterpoint.datasets.captioned.source.ColumnNotFoundException;
import dev.counterpoint.datasets.captioned.source.EmptySourceException;
import dev.counterpoint.datasets.captioned.source.MalformedSourceException;
import dev.counterpoint.datasets.captioned.source.SourceOptions;
import dev.counterpoint.datasets.picture.file.Picture;
import dev.counterpoint.datasets.picture.file.PictureReader;
import dev.counterpoint.datasets.random.RandomAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads what pyarrow 25 wrote, 24 pictures in two row groups as the Hugging Face libraries have
 * them, with an index of pages (zstd) and without (snappy), and what Parquet's own writer writes.
 */
class ParquetFormatTest {

  private static final int PICTURES = 24;

  @TempDir private Path folder;

  private Path resource(String name) throws IOException {
    try (InputStream in = ParquetFormatTest.class.getResourceAsStream(name)) {
      return Sources.write(folder, name, in.readAllBytes());
    }
  }

  private static CaptionedPictures open(Path file) {
    return CaptionedSets.open(file, SourceOptions.standard());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pages.parquet", "groups.parquet"})
  void embeddedPicturesAreReadInAnyOrder(String name) throws IOException {
    try (CaptionedPictures set = open(resource(name))) {
      assertThat(set.size()).isEqualTo(PICTURES);
      for (int i : RandomAddress.seed(3).permutation(PICTURES)) {
        assertThat(set.key(i)).isEqualTo("p%02d.png".formatted(i));
        assertThat(set.description(i).captions()).containsExactly("picture " + i, "number " + i);
        assertThat(set.description(i).fields()).isEqualTo(Map.of("label", "" + i));
        Picture picture = new PictureReader().read(set.picture(i), set.key(i));
        // The picture's red is twenty times its number.
        assertThat(picture.rgb()[0]).isEqualTo((byte) (i * 20));
      }
    }
  }

  @Test
  void onlyThePageOfThePictureIsRead() throws IOException {
    try (ParquetRows rows = new ParquetRows(resource("pages.parquet"), "pages")) {
      ImageColumn image = ImageColumn.of("pages", rows.schema(), "image");
      rows.request(new MessageType("schema", image.bytesType()));
      ParquetRows.RowStream page = rows.readAround(1, 7);
      assertThat(page.count()).isLessThan(rows.rows(1));
      assertThat(page.first()).isBetween(1, 7);
    }
  }

  @Test
  void filesOfAFolderAreOneSetWithTheirSplits() throws IOException {
    Path file = resource("pages.parquet");
    Path data = Files.createDirectories(folder.resolve("set/data"));
    Files.copy(file, data.resolve("train-00000-of-00001.parquet"));
    Files.copy(file, data.resolve("test-00000-of-00001.parquet"));
    try (CaptionedPictures set = open(folder.resolve("set"))) {
      assertThat(set.size()).isEqualTo(2 * PICTURES);
      assertThat(set.description(0).fields()).containsEntry("split", "test");
      assertThat(set.description(PICTURES).fields()).containsEntry("split", "train");
      assertThat(set.key(PICTURES)).isEqualTo("p00.png#0");
      assertThat(set.picture(PICTURES + 5)).isEqualTo(set.picture(5));
    }
  }

  private Path write(String name, String schema, String[]... rows) throws IOException {
    MessageType type = MessageTypeParser.parseMessageType(schema);
    Path file = folder.resolve(name);
    SimpleGroupFactory groups = new SimpleGroupFactory(type);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withType(type)
            .build()) {
      for (String[] row : rows) {
        Group group = groups.newGroup();
        for (int i = 0; i < row.length; i++) {
          if (row[i] != null) {
            group.add(i, row[i]);
          }
        }
        writer.write(group);
      }
    }
    return file;
  }

  @Test
  void rowsOfOnePathAreOnePicture() throws IOException {
    Sources.write(folder, "images/a.png", "A");
    Path file =
        write(
            "a.parquet",
            "message m { required binary file_name (STRING); optional binary text (STRING);"
                + " optional binary kind (STRING); }",
            new String[] {"a.png", "one", "k"},
            new String[] {"b.png", null, null},
            new String[] {"a.png", "two", "l"});
    try (CaptionedPictures set = open(file)) {
      assertThat(set.size()).isEqualTo(2);
      assertThat(set.description(0).captions()).containsExactly("one", "two");
      assertThat(set.description(0).fields()).isEqualTo(Map.of("kind", "k"));
      assertThat(set.picture(0)).asString().isEqualTo("A");
      assertThatThrownBy(() -> set.description(1)).isInstanceOf(BadExampleException.class);
    }
  }

  @Test
  void plainBytesAreEmbeddedPictures() throws IOException {
    Path file =
        write(
            "a.parquet",
            "message m { optional binary image; required binary caption (STRING); }",
            new String[] {"AAA", "one"},
            new String[] {null, "two"});
    try (CaptionedPictures set = open(file)) {
      assertThat(set.picture(0)).asString().isEqualTo("AAA");
      assertThat(set.key(0)).isEqualTo("row-000000000");
      assertThatThrownBy(() -> set.picture(1)).isInstanceOf(BadExampleException.class);
    }
  }

  @Test
  void conditionsLeaveRowsOut() throws IOException {
    SourceOptions options = SourceOptions.standard().withWhere("label=5");
    try (CaptionedPictures set = CaptionedSets.open(resource("pages.parquet"), options)) {
      assertThat(set.size()).isEqualTo(1);
      assertThat(set.key(0)).isEqualTo("p05.png");
      assertThat(new PictureReader().read(set.picture(0), "five").rgb()[0]).isEqualTo((byte) 100);
    }
  }

  @Test
  void missingColumnIsAnError() throws IOException {
    Path file = resource("pages.parquet");
    assertThatThrownBy(
            () -> CaptionedSets.open(file, SourceOptions.standard().withCaptionColumns("capton")))
        .isInstanceOf(ColumnNotFoundException.class)
        .hasMessageContaining("nearest is \"caption\"");
  }

  @Test
  void columnThatHoldsNoPicturesIsAnError() throws IOException {
    Path file = resource("pages.parquet");
    assertThatThrownBy(
            () -> CaptionedSets.open(file, SourceOptions.standard().withImageColumn("label")))
        .isInstanceOf(MalformedSourceException.class)
        .hasMessageContaining("expected are paths, bytes, or a group");
  }

  @Test
  void columnThatHoldsNoCaptionsIsAnError() throws IOException {
    Path file = resource("pages.parquet");
    assertThatThrownBy(
            () -> CaptionedSets.open(file, SourceOptions.standard().withCaptionColumns("label")))
        .isInstanceOf(MalformedSourceException.class)
        .hasMessageContaining("expected are texts or lists of texts");
  }

  @Test
  void fileWithoutRowsIsAnError() throws IOException {
    Path file =
        write(
            "a.parquet",
            "message m { required binary path (STRING); required binary caption (STRING); }");
    assertThatThrownBy(() -> open(file)).isInstanceOf(EmptySourceException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 100, 3_000, -1})
  void fileThatIsCutOffIsAnError(int length) throws IOException {
    Path file = resource("groups.parquet");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, length < 0 ? whole.length + length : length));
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(MalformedSourceException.class)
        .hasMessageContaining("groups.parquet");
  }

  @Test
  void damagedPictureIsABadExample() throws IOException {
    Path file = resource("groups.parquet");
    byte[] bytes = Files.readAllBytes(file);
    // The first page of pictures begins behind the magic bytes.
    Arrays.fill(bytes, 4, 400, (byte) 0x55);
    Files.write(file, bytes);
    try (CaptionedPictures set = open(file)) {
      assertThatThrownBy(() -> set.picture(0)).isInstanceOf(BadExampleException.class);
    }
  }
}
