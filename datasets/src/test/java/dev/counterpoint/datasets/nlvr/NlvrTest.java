package dev.counterpoint.datasets.nlvr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.DatasetNotFoundException;
import dev.counterpoint.datasets.captioned.BadExampleReason;
import dev.counterpoint.datasets.captioned.loading.TooManyBadExamplesException;
import dev.counterpoint.datasets.captioned.tar.TarFormatException;
import dev.counterpoint.datasets.captioned.tar.TestTar;
import dev.counterpoint.datasets.download.Host;
import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.datasets.multimodal.MultimodalPart;
import dev.counterpoint.datasets.multimodal.Storage;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.text.CaptionTokenizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NlvrTest {

  private static final RandomAddress ADDRESS = RandomAddress.seed(5);
  private static final NlvrSettings SETTINGS = new NlvrSettings(8, 32, 12, 600, 0.1, 0, 0);

  @TempDir private Path folder;

  @BeforeEach
  void goodShards() throws IOException {
    TestShards.write(folder);
  }

  private StatementData load(NlvrSettings settings) {
    return Nlvr.load(folder, settings, ADDRESS);
  }

  private void hidden(TestTar tar) throws IOException {
    Files.write(folder.resolve("nlvr-hidden.tar"), tar.bytes());
  }

  private static Set<String> sentences(StatementData statements, MultimodalPart part) {
    try (CaptionTokenizer tokenizer = CaptionTokenizer.parse("t", statements.tokenizer())) {
      IntBuffer ids = part.array(StatementData.SENTENCE).data().asIntBuffer();
      int length = ids.limit() / part.size();
      Set<String> sentences = new HashSet<>();
      for (int i = 0; i < part.size(); i++) {
        int row = i * length;
        sentences.add(
            tokenizer.decode(IntStream.range(row, row + length).mapToLong(ids::get).toArray()));
      }
      return sentences;
    }
  }

  @Test
  void shardsBecomePartsOfPicturesAndIds() {
    StatementData statements = load(SETTINGS);
    MultimodalPart train = statements.data().train();

    assertThat(statements.data().name()).isEqualTo("NLVR");
    assertThat(statements.data().drawn()).isFalse();
    assertThat(statements.data().classes()).containsExactly("false", "true");
    assertThat(statements.data().modalities())
        .extracting(modality -> modality.name() + modality.shape())
        .containsExactly("image[3, 8, 32]", "sentence[12]");
    assertThat(train.array("image").storage()).isEqualTo(Storage.BYTES);
    assertThat(train.array("sentence").storage()).isEqualTo(Storage.IDS);
    // 8 of 80 groups are chosen by; each has four examples, half of them true.
    assertThat(train.size()).isEqualTo(288);
    assertThat(statements.data().validation().size()).isEqualTo(32);
    assertThat(statements.data().test().size()).isEqualTo(80);
    assertThat(Arrays.stream(train.labels()).sum()).isEqualTo(144);
    // Orange on the left, black on the right.
    ByteBuffer pixels = train.array("image").data();
    assertThat(pixels.get(0)).isEqualTo((byte) 0xFF);
    assertThat(pixels.get(8 * 32)).isEqualTo((byte) 0x80);
    assertThat(pixels.get(31)).isZero();
    assertThat(statements.truncated()).isZero();
    assertThat(statements.bad().count()).isZero();
    assertThat(sentences(statements, train)).hasSize(72).contains("there are 8 blue blocks");
    assertThat(statements.vocabularySize()).isBetween(515, 600);
  }

  @Test
  void noSentenceIsInTwoParts() throws IOException {
    // Sentences of dev under numbers of hidden, in capitals, and one that chains two of dev.
    TestTar tar = TestShards.groups(new TestTar(), 80, 99);
    TestShards.add(tar, 99, 0, 0, "There are 3 BLUE blocks ");
    hidden(tar);
    TestTar test = TestShards.groups(new TestTar(), 40, 79);
    TestShards.add(test, 79, 0, 0, "there are 3 blue blocks");
    TestShards.add(test, 79, 1, 0, "there are 4 blue blocks");
    Files.write(folder.resolve("nlvr-test.tar"), test.bytes());
    StatementData statements = load(SETTINGS);

    Set<String> all = new HashSet<>();
    int sum = 0;
    for (MultimodalPart part :
        List.of(
            statements.data().train(), statements.data().validation(), statements.data().test())) {
      Set<String> own = sentences(statements, part);
      all.addAll(own);
      sum += own.size();
    }
    assertThat(sum).isEqualTo(all.size()).isEqualTo(19 + 1 + 77);
    assertThat(all).doesNotContain("there are 4 blue blocks");
    assertThat(statements.data().explanation()).contains("10 of dev and test are left out");
  }

  @Test
  void boundedPartsKeepAllOrdersOfAPicture() {
    StatementData statements = load(SETTINGS.withExamples(11, 4));

    assertThat(statements.data().train().size()).isEqualTo(10);
    assertThat(statements.data().validation().size()).isEqualTo(4);
    assertThat(statements.data().test().size()).isEqualTo(4);
    // Both pictures with both orders, of which one is true and one is not.
    assertThat(Arrays.stream(statements.data().train().labels()).sum()).isBetween(4, 6);
  }

  @Test
  void equalSeedsGiveEqualPartsAndOthersOther() {
    StatementData one = load(SETTINGS);
    StatementData same = Nlvr.load(folder, SETTINGS, RandomAddress.seed(5));
    StatementData other = Nlvr.load(folder, SETTINGS, RandomAddress.seed(6));

    assertThat(one.tokenizer()).isEqualTo(same.tokenizer());
    assertThat(one.data().train().arrays()).isEqualTo(same.data().train().arrays());
    assertThat(sentences(one, one.data().validation()))
        .isNotEqualTo(sentences(other, other.data().validation()));
  }

  @Test
  void fewBadExamplesAreLeftOutAndCounted() throws IOException {
    TestTar tar = TestShards.groups(new TestTar(), 80, 100);
    tar.file("x1.png", TestShards.PNG).file("x1.txt", "no record");
    tar.file("x2.png", TestShards.PNG)
        .file("x2.json", TestShards.json("maybe", "7-1"))
        .file("x2.txt", "neither");
    tar.file("x3.png", TestShards.PNG)
        .file("x3.json", TestShards.json("true", "seven"))
        .file("x3.txt", "no identifier");
    tar.file("x4.json", TestShards.json("true", "7-1")).file("x4.txt", "no picture");
    tar.file("x5.png", new byte[] {1, 2, 3})
        .file("x5.json", TestShards.json("true", "7-2"))
        .file("x5.txt", "no picture either");
    hidden(tar);
    StatementData statements = load(SETTINGS);

    // Numbers of sentences that are in hidden are left out of dev.
    assertThat(statements.data().test().size()).isEqualTo(80);
    assertThat(statements.bad().counts())
        .isEqualTo(
            Map.of(
                BadExampleReason.RECORD_UNUSABLE, 3,
                BadExampleReason.PICTURE_MISSING, 1,
                BadExampleReason.NOT_A_PICTURE, 1));
    assertThat(statements.bad().text()).contains("the label is 'maybe'; expected true or false");
  }

  @Test
  void manyBadExamplesStop() throws IOException {
    TestTar tar = TestShards.groups(new TestTar(), 80, 100);
    for (int i = 0; i < 30; i++) {
      tar.file("x" + i + ".png", TestShards.PNG).file("x" + i + ".txt", "no record");
    }
    hidden(tar);

    assertThatThrownBy(() -> load(SETTINGS))
        .isInstanceOf(TooManyBadExamplesException.class)
        .hasMessageContaining("there is no .json with a label")
        .hasMessageContaining("allowed: 5 %");
  }

  @Test
  void brokenPicturesStopToo() throws IOException {
    TestTar tar = new TestTar();
    for (int i = 100; i < 130; i++) {
      String key = i + "-0-0";
      tar.file(key + ".png", Arrays.copyOf(TestShards.PNG, 60))
          .file(key + ".json", TestShards.json("true", i + "-0"))
          .file(key + ".txt", "sentence " + i);
    }
    hidden(tar);

    assertThatThrownBy(() -> load(SETTINGS))
        .isInstanceOf(TooManyBadExamplesException.class)
        .hasMessageContaining("the picture is damaged");
  }

  @Test
  void shardsThatAreNoneAreRefused() throws IOException {
    hidden(new TestTar().file("../1-0-0.png", TestShards.PNG).file("../1-0-0.txt", "t"));
    assertThatThrownBy(() -> load(SETTINGS)).isInstanceOf(TarFormatException.class);
    hidden(new TestTar().file("1-0-0.png", TestShards.PNG).file("2-0-0.txt", "t"));
    assertThatThrownBy(() -> load(SETTINGS))
        .isInstanceOf(TarFormatException.class)
        .hasMessageContaining("no picture with a text");
    byte[] good = TestShards.groups(new TestTar(), 80, 90).bytes();
    Files.write(folder.resolve("nlvr-hidden.tar"), Arrays.copyOf(good, 3_000));
    assertThatThrownBy(() -> load(SETTINGS)).isInstanceOf(TarFormatException.class);
    Files.write(folder.resolve("nlvr-hidden.tar"), new byte[0]);
    assertThatThrownBy(() -> load(SETTINGS)).isInstanceOf(TarFormatException.class);
  }

  @Test
  void missingShardsSayHowToGetThem() throws IOException {
    Files.delete(folder.resolve("nlvr-test.tar"));

    assertThatThrownBy(() -> load(SETTINGS))
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessageContaining("there is no nlvr-test.tar")
        .hasMessageContaining("github.com/lil-lab/nlvr");
  }

  @Test
  void sourceFindsDrawsOrSaysWhatIsMissing() throws IOException {
    Host bare = new Host(Map.of(), "Linux", folder);
    Host named = new Host(Map.of("COUNTERPOINT_DATA", folder.toString()), "Linux", folder);
    NlvrSettings few = SETTINGS.withExamples(8, 4);

    assertThat(find(StatementChoice.AUTO, Optional.of(folder), bare, few).name()).isEqualTo("NLVR");
    assertThat(find(StatementChoice.NLVR, Optional.empty(), named, few).name()).isEqualTo("NLVR");
    assertThat(find(StatementChoice.DRAWN, Optional.of(folder), bare, few).drawn()).isTrue();
    assertThat(find(StatementChoice.AUTO, Optional.empty(), bare, few).explanation())
        .contains("take the place of NLVR")
        .contains("no folder of data sets was named");
    Files.delete(folder.resolve("nlvr-dev.tar"));
    assertThat(find(StatementChoice.AUTO, Optional.empty(), named, few).drawn()).isTrue();
    assertThatThrownBy(() -> find(StatementChoice.NLVR, Optional.empty(), named, few))
        .isInstanceOf(DatasetNotFoundException.class)
        .hasMessageContaining("KEY.json");
  }

  private static MultimodalData find(
      StatementChoice choice, Optional<Path> data, Host host, NlvrSettings settings) {
    return StatementSource.find(choice, data, host, settings, ADDRESS).data();
  }

  @Test
  void settingsOutOfRangeAreNamed() {
    assertThatThrownBy(() -> new NlvrSettings(4, 32, 12, 600, 0.1, 0, 0))
        .hasMessageContaining("height must be 8 to 400, not 4");
    assertThatThrownBy(() -> new NlvrSettings(8, 32, 12, 100, 0.1, 0, 0))
        .hasMessageContaining("vocabularySize must be 515");
    assertThatThrownBy(() -> new NlvrSettings(8, 32, 12, 600, 1, 0, 0))
        .hasMessageContaining("validationShare");
    assertThatThrownBy(() -> SETTINGS.withExamples(-1, 0))
        .hasMessageContaining("trainingExamples must be 0 or more, not -1");
  }
}
