package dev.counterpoint.datasets.captioned.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.captioned.BadExampleReason;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.Description;
import dev.counterpoint.datasets.captioned.Sources;
import dev.counterpoint.datasets.captioned.drawn.DrawnPictures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardWriterTest {

  @TempDir private Path folder;

  private ShardWriter.Written write(CaptionedPictures set, long bytes) {
    return ShardWriter.write(set, folder.resolve("shards"), bytes, i -> {});
  }

  private static Map<String, byte[]> entries(Path shard) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(Files.newInputStream(shard))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        entries.put(entry.getName(), tar.readAllBytes());
      }
    }
    return entries;
  }

  @Test
  void everyPictureIsWrittenWithCaptionsAndFields() throws IOException {
    DrawnPictures set = DrawnPictures.png(1, 20, 24);
    ShardWriter.Written written = write(set, 10_000);
    assertThat(written.examples()).isEqualTo(20);
    assertThat(written.shards()).hasSizeGreaterThan(2);
    Map<String, byte[]> all = new LinkedHashMap<>();
    for (Path shard : written.shards()) {
      all.putAll(entries(shard));
    }
    assertThat(all).hasSize(40);
    for (int i = 0; i < set.size(); i++) {
      String key = "scene-%07d".formatted(i);
      assertThat(all.get(key + ".png")).isEqualTo(set.picture(i));
      assertThat(new String(all.get(key + ".json"), StandardCharsets.UTF_8))
          .contains("\"captions\":[\"" + set.description(i).captions().get(0) + "\"");
      assertThat(new String(all.get(key + ".json"), StandardCharsets.UTF_8))
          .contains("\"label\":\"" + set.description(i).fields().get("label") + "\"");
    }
  }

  @Test
  void whatIsWrittenIsReadAsTheSame() {
    DrawnPictures set = DrawnPictures.png(1, 20, 24);
    write(set, 10_000);
    try (ShardedPictures read = ShardedPictures.open(folder.resolve("shards").toString())) {
      assertThat(read.size()).isEqualTo(20);
      for (int i = 0; i < set.size(); i++) {
        assertThat(read.description(i)).isEqualTo(set.description(i));
        assertThat(read.picture(i)).isEqualTo(set.picture(i));
      }
    }
  }

  @Test
  void equalSetsGiveEqualBytes() throws IOException {
    byte[] first = Files.readAllBytes(write(DrawnPictures.png(1, 3, 24), 1 << 20).shards().get(0));
    ShardWriter.Written again =
        ShardWriter.write(DrawnPictures.png(1, 3, 24), folder.resolve("again"), 1 << 20, i -> {});
    assertThat(Files.readAllBytes(again.shards().get(0))).isEqualTo(first);
  }

  @Test
  void keysHaveNoDotsAndStayApart() throws IOException {
    String name = "ü".repeat(100) + ".png";
    for (String key : List.of("a.b.png", "a_b.jpg", "x.y/c.gif", name)) {
      Sources.write(folder, "images/" + key, "GIF89a");
    }
    CaptionedPictures set =
        Sources.open(
            folder,
            "c.tsv",
            "image\tcaption\na.b.png\tA\na_b.jpg\tB\nx.y/c.gif\tC\n" + name + "\tline\n");
    assertThat(entries(write(set, 1 << 20).shards().get(0)).keySet())
        .containsExactly(
            "a_b.gif",
            "a_b.txt",
            "a_b-2.gif",
            "a_b-2.txt",
            "x.y/c.gif",
            "x.y/c.txt",
            "ü".repeat(100) + ".gif",
            "ü".repeat(100) + ".txt");
  }

  @Test
  void noNameLeadsOutOfTheShard() throws IOException {
    CaptionedPictures strange = new RenamedPictures(DrawnPictures.png(1, 3, 24));
    assertThat(entries(write(strange, 1 << 20).shards().get(0)).keySet())
        .containsExactly(
            "etc/x.png", "etc/x.json", "picture.png", "picture.json", "a_b.png", "a_b.json");
  }

  /** Has names as only a Parquet file can have them. */
  private record RenamedPictures(CaptionedPictures original) implements CaptionedPictures {

    private static final List<String> NAMES = List.of("/../etc/./x.png", "..", "a\0b.png");

    @Override
    public String name() {
      return "renamed";
    }

    @Override
    public int size() {
      return NAMES.size();
    }

    @Override
    public String key(int index) {
      return NAMES.get(index);
    }

    @Override
    public Description description(int index) {
      return original.description(index);
    }

    @Override
    public byte[] picture(int index) {
      return original.picture(index);
    }

    @Override
    public String fingerprint() {
      return original.fingerprint();
    }

    @Override
    public void close() {
      original.close();
    }
  }

  @Test
  void captionOfSeveralLinesStaysOne() throws IOException {
    Sources.write(folder, "a.png", "x");
    CaptionedPictures set = Sources.open(folder, "c.csv", "image,caption\na.png,\"one\ntwo\"\n");
    assertThat(entries(write(set, 1 << 20).shards().get(0)).get("a.txt"))
        .asString()
        .isEqualTo("one\ntwo");
  }

  @Test
  void badExamplesAreCountedAndLeftOut() {
    Sources.write(folder, "a.png", "x");
    CaptionedPictures set =
        Sources.open(folder, "c.tsv", "image\tcaption\na.png\tA\nb.png\tB\nc.png\t \nd.png\tD\n");
    ShardWriter.Written written = write(set, 1 << 20);
    assertThat(written.examples()).isEqualTo(1);
    assertThat(written.bad())
        .isEqualTo(Map.of(BadExampleReason.PICTURE_MISSING, 2, BadExampleReason.CAPTION_BLANK, 1));
  }

  @Test
  void folderWithFilesIsLeftAlone() throws IOException {
    Path mine = Sources.write(folder, "shards/mine.txt", "mine");
    assertThatThrownBy(() -> write(DrawnPictures.png(1, 3, 24), 1 << 20))
        .isInstanceOf(ShardWriter.NotWrittenException.class)
        .hasMessageContaining("not an empty folder");
    assertThat(Files.readString(mine)).isEqualTo("mine");
  }

  @Test
  void nothingIsLeftWhenWritingStops() throws IOException {
    assertThatThrownBy(
            () ->
                ShardWriter.write(
                    DrawnPictures.png(1, 3, 24),
                    folder.resolve("shards"),
                    100,
                    i -> {
                      throw new IllegalStateException("stopped");
                    }))
        .hasMessage("stopped");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }
}
