package dev.counterpoint.datasets.captioned.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.DatasetNotFoundException;
import dev.counterpoint.datasets.captioned.BadExampleException;
import dev.counterpoint.datasets.captioned.BadExampleReason;
import dev.counterpoint.datasets.captioned.tar.TarFormatException;
import dev.counterpoint.datasets.captioned.tar.TestTar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardedPicturesTest {

  private static final byte[] PICTURE = {1, 2, 3};

  @TempDir private Path folder;

  private Path shard(String name, TestTar tar) throws IOException {
    return Files.write(folder.resolve(name), tar.bytes());
  }

  private ShardedPictures open(TestTar tar) throws IOException {
    return ShardedPictures.open(shard("a.tar", tar).toString());
  }

  private static TestTar pair(String key, String caption) {
    return new TestTar().file(key + ".jpg", PICTURE).file(key + ".txt", caption);
  }

  @Test
  void filesOfOneKeyAreOneExample() throws IOException {
    TestTar tar = pair("in/0.5/001", " A cat.\nIt sleeps. \n").file("in/0.5/002.JPEG", PICTURE);
    try (ShardedPictures pictures = open(tar.file("in/0.5/002.txt", "A dog."))) {
      assertThat(pictures.size()).isEqualTo(2);
      assertThat(pictures.key(0)).isEqualTo("in/0.5/001");
      assertThat(pictures.description(0).captions()).containsExactly("A cat.\nIt sleeps.");
      assertThat(pictures.description(1).captions()).containsExactly("A dog.");
      assertThat(pictures.picture(1)).isEqualTo(PICTURE);
    }
  }

  @Test
  void textWinsOverJsonWhichHasTheFields() throws IOException {
    String json = "{\"url\": \"u\", \"width\": 3, \"nsfw\": null, \"tags\": [1], \"text\": \"t\"}";
    TestTar tar = pair("1", "caption").file("1.json", json).file("1.cls", "7\n");
    try (ShardedPictures pictures = open(tar)) {
      assertThat(pictures.description(0).captions()).containsExactly("caption");
      assertThat(pictures.description(0).fields())
          .isEqualTo(Map.of("url", "u", "width", "3", "label", "7", "text", "t"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"caption\": \"one\"} | one",
        "{\"captions\": [\"one\", \" \", \"two\"]} | one two",
        "{\"text\": \"one\", \"other\": \"two\"} | one",
        "{\"sentence\": \"one\"} | one",
        "{\"caption\": \"\", \"text\": \"one\"} | one"
      })
  void withoutTextJsonHasTheCaptions(String json, String captions) throws IOException {
    try (ShardedPictures pictures =
        open(new TestTar().file("1.png", PICTURE).file("1.json", json))) {
      assertThat(pictures.description(0).captions()).containsExactly(captions.split(" "));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.txt | '' | CAPTION_BLANK",
        "1.txt | ' \t\n' | CAPTION_BLANK",
        "1.txt | a\0b | CAPTION_NOT_TEXT",
        "1.json | {} | CAPTION_MISSING",
        "1.json | {\"caption\": 3} | CAPTION_MISSING",
        "1.json | {\"caption\": \"a\"}} | CAPTION_NOT_TEXT",
        "1.json | [\"a\"] | CAPTION_NOT_TEXT",
        "1.json | {\"caption\": | CAPTION_NOT_TEXT",
      })
  void captionsThatCannotBeUsedMakeABadExample(String file, String text, BadExampleReason reason)
      throws IOException {
    try (ShardedPictures pictures = open(new TestTar().file("1.jpg", PICTURE).file(file, text))) {
      assertThatThrownBy(() -> pictures.description(0))
          .isInstanceOfSatisfying(
              BadExampleException.class,
              e -> {
                assertThat(e.reason()).isEqualTo(reason);
                assertThat(e.key()).isEqualTo("1");
              });
    }
  }

  @Test
  void captionsThatAreNotUtf8OrTooLongMakeABadExample() throws IOException {
    TestTar tar = new TestTar().file("1.jpg", PICTURE).file("1.txt", new byte[] {(byte) 0xFF});
    tar.file("2.jpg", PICTURE).file("2.txt", "x".repeat(70_000));
    tar.file("3.jpg", PICTURE).file("3.txt", new byte[(1 << 20) + 1]);
    try (ShardedPictures pictures = open(tar)) {
      assertThatThrownBy(() -> pictures.description(0)).hasMessageContaining("not UTF-8");
      assertThatThrownBy(() -> pictures.description(1)).hasMessageContaining("70000 characters");
      assertThatThrownBy(() -> pictures.description(2)).hasMessageContaining("too long");
    }
  }

  @Test
  void partnersThatAreMissingMakeABadExample() throws IOException {
    TestTar tar = pair("1", "one").file("2.jpg", PICTURE).file("3.txt", "three");
    try (ShardedPictures pictures = open(tar)) {
      assertThat(pictures.size()).isEqualTo(3);
      assertThatThrownBy(() -> pictures.description(1)).hasMessageContaining("caption is missing");
      assertThatThrownBy(() -> pictures.picture(2)).hasMessageContaining("picture is missing");
    }
  }

  @Test
  void filesWithoutANameBeforeTheDotDoNotCount() throws IOException {
    TestTar tar = pair("1", "one").file("._1.jpg", PICTURE).file("README", "x");
    try (ShardedPictures pictures = open(tar.file("2.left.jpg", PICTURE))) {
      assertThat(pictures.size()).isEqualTo(1);
    }
  }

  @Test
  void keysThatComeBackAreErrors() throws IOException {
    TestTar tar = new TestTar().file("1.jpg", PICTURE).file("2.jpg", PICTURE);
    Path shard = shard("a.tar", tar.file("1.txt", "one").file("2.txt", "two"));

    assertThatThrownBy(() -> ShardedPictures.open(shard.toString()))
        .isInstanceOf(TarFormatException.class)
        .hasMessageContainingAll("a.tar, at byte 2048", "key 1 was there before", "--sort=name");
  }

  @Test
  void filesThatComeTwiceAreErrors() throws IOException {
    Path shard = shard("a.tar", pair("1", "one").file("1.txt", "two"));

    assertThatThrownBy(() -> ShardedPictures.open(shard.toString()))
        .hasMessageContaining("1.txt comes twice");
  }

  @Test
  void aTarWithoutAPairIsAnErrorThatSaysWhatWasFound() throws IOException {
    Path shard = shard("a.tar", new TestTar().file("1.npy", PICTURE).file("2.jpg", PICTURE));

    assertThatThrownBy(() -> ShardedPictures.open(shard.toString()))
        .hasMessageContainingAll("no picture with a text", "1 .npy", "1 .jpg", "KEY.txt");
  }

  @Test
  void severalShardsAreOneSet() throws IOException {
    for (int i = 0; i < 3; i++) {
      shard("s-%02d.tar".formatted(i), pair("k" + i, "caption " + i));
    }
    String braces = folder.resolve("s-{00..02}.tar").toString();
    try (ShardedPictures some = ShardedPictures.open(braces);
        ShardedPictures all = ShardedPictures.open(folder.toString())) {
      assertThat(some.shardStarts()).containsExactly(0, 1, 2, 3);
      assertThat(some.description(2).captions()).containsExactly("caption 2");
      assertThat(all.fingerprint()).isEqualTo(some.fingerprint()).hasSize(64);
    }
  }

  @Test
  void shardsThatAreMissingAreCounted() throws IOException {
    shard("s-0.tar", pair("1", "one"));

    assertThatThrownBy(() -> ShardedPictures.open(folder.resolve("s-{0..2}.tar").toString()))
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessageContainingAll("2 of 3 are missing", "s-1.tar");
  }

  @Test
  void foldersWithoutTarsAreErrors() throws IOException {
    Files.createFile(folder.resolve("a.tar.gz"));

    assertThatThrownBy(() -> ShardedPictures.open(folder.toString()))
        .isInstanceOf(ShardSourceException.class)
        .hasMessageContainingAll("ends with .tar", "1 are compressed", "Unpack");
  }

  @Test
  void aShardNamedTwiceIsAnError() throws IOException {
    Path shard = shard("a.tar", pair("1", "one"));

    assertThatThrownBy(() -> ShardedPictures.open(folder + "/{a,./a}.tar"))
        .hasMessageContainingAll(shard.getFileName().toString(), "comes twice", "weight");
  }

  @Test
  void theFingerprintFollowsTheTextsAndNotThePlace() throws IOException {
    Path one = shard("one.tar", pair("1", "one"));
    Path same = shard("same.tar", pair("1", "one"));
    Path other = shard("other.tar", pair("1", "two"));
    List<String> prints =
        List.of(one, same, other).stream()
            .map(
                path -> {
                  try (ShardedPictures pictures = ShardedPictures.open(path.toString())) {
                    return pictures.fingerprint();
                  }
                })
            .toList();

    assertThat(prints.get(0)).isEqualTo(prints.get(1)).isNotEqualTo(prints.get(2));
  }

  @Test
  void aShardThatVanishesStopsEverything() throws IOException {
    Path shard = shard("a.tar", pair("1", "one"));
    try (ShardedPictures pictures = ShardedPictures.open(shard.toString())) {
      pictures.picture(0);
      Files.delete(shard);

      assertThatThrownBy(() -> pictures.picture(0))
          .isInstanceOf(ShardChangedException.class)
          .hasMessageContainingAll("a.tar has vanished", "resume");
    }
  }

  @Test
  void aShardThatIsWrittenToStopsEverything() throws IOException {
    Path shard = shard("a.tar", pair("1", "one"));
    try (ShardedPictures pictures = ShardedPictures.open(shard.toString())) {
      Files.setLastModifiedTime(shard, FileTime.fromMillis(0));
      assertThatThrownBy(() -> pictures.description(0))
          .isInstanceOf(ShardChangedException.class)
          .hasMessageContaining("was written to");

      Files.write(shard, new byte[600]);
      assertThatThrownBy(() -> pictures.picture(0)).hasMessageContaining("bytes to 600");
    }
  }

  @Test
  void manyThreadsReadMoreShardsThanMayBeOpen() throws IOException {
    int shards = 200;
    for (int i = 0; i < shards; i++) {
      byte[] picture = "picture %03d".formatted(i).getBytes(StandardCharsets.UTF_8);
      shard("%03d.tar".formatted(i), new TestTar().file("1.jpg", picture).file("1.txt", "c"));
    }
    try (ShardedPictures pictures = ShardedPictures.open(folder.toString())) {
      List<String> read =
          IntStream.range(0, 20 * shards)
              .parallel()
              .mapToObj(i -> new String(pictures.picture(i * 7 % shards), StandardCharsets.UTF_8))
              .toList();
      List<String> expected =
          IntStream.range(0, 20 * shards)
              .mapToObj(i -> "picture %03d".formatted(i * 7 % shards))
              .toList();
      assertThat(read).isEqualTo(expected);
    }
  }

  @Test
  void anInterruptedThreadReadsAndStaysInterrupted() throws IOException {
    try (ShardedPictures pictures = open(pair("1", "one"))) {
      Thread.currentThread().interrupt();
      byte[] read = pictures.picture(0);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(read).isEqualTo(PICTURE);
    }
  }

  @Test
  void keysOfManyExamplesAreKept() throws IOException {
    TestTar tar = new TestTar();
    for (int i = 0; i < 3_000; i++) {
      tar.file("key-" + i + ".jpg", PICTURE).file("key-" + i + ".txt", "caption " + i);
    }
    try (ShardedPictures pictures = open(tar)) {
      assertThat(IntStream.range(0, 3_000).mapToObj(pictures::key))
          .containsExactlyElementsOf(IntStream.range(0, 3_000).mapToObj(i -> "key-" + i).toList());
      assertThat(pictures.description(2_999).captions()).containsExactly("caption 2999");
    }
  }
}
