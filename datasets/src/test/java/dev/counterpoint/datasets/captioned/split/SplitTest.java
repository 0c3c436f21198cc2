package dev.counterpoint.datasets.captioned.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.Sources;
import dev.counterpoint.datasets.captioned.drawn.DrawnPictures;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitTest {

  @TempDir private Path folder;

  private CaptionedPictures table(String text) {
    return Sources.open(folder, "captions.tsv", text);
  }

  private static Set<String> keys(CaptionedPictures set, int[] indices) {
    Set<String> keys = new HashSet<>();
    for (int index : indices) {
      keys.add(set.key(index));
    }
    return keys;
  }

  @Test
  void hashSplitHoldsOutAboutTheFraction() {
    CaptionedPictures set = DrawnPictures.png(1, 10_000, 8);
    PictureSplit split = HashSplit.of(set, "salt", 0.1);
    // Binomial: the standard deviation is 30.
    assertThat(split.part(PictureSplit.TEST).length).isBetween(880, 1_120);
    assertThat(split.part(PictureSplit.TRAIN).length + split.part(PictureSplit.TEST).length)
        .isEqualTo(10_000);
    assertThat(split.leftOut()).isZero();
  }

  @Test
  void hashSplitStaysWhenPicturesComeAndGo() {
    CaptionedPictures few = DrawnPictures.png(1, 500, 8);
    CaptionedPictures many = DrawnPictures.png(2, 1_000, 8);
    Set<String> heldOut = keys(many, HashSplit.of(many, "s", 0.2).part(PictureSplit.TEST));
    assertThat(heldOut).containsAll(keys(few, HashSplit.of(few, "s", 0.2).part("test")));
    heldOut.retainAll(keys(few, HashSplit.of(few, "s", 0.2).part("train")));
    assertThat(heldOut).isEmpty();
  }

  @Test
  void largerPartKeepsWhatASmallerOneHoldsOut() {
    CaptionedPictures set = DrawnPictures.png(1, 500, 8);
    assertThat(keys(set, HashSplit.of(set, "s", 0.3).part("test")))
        .containsAll(keys(set, HashSplit.of(set, "s", 0.1).part("test")));
  }

  @Test
  void anotherSaltIsAnotherSplit() {
    CaptionedPictures set = DrawnPictures.png(1, 500, 8);
    assertThat(HashSplit.of(set, "a", 0.5).part("test"))
        .isNotEqualTo(HashSplit.of(set, "b", 0.5).part("test"));
  }

  @Test
  void hashOfAKeyIsWhatItIsDocumentedToBe() {
    // By sha256sum, "salt", a NUL and "a.png" begin with 30edd42c: 0.1911 of the range.
    CaptionedPictures set = table("image\tcaption\na.png\tA\nb.png\tB\nc.png\tC\nd.png\tD\n");
    assertThat(keys(set, HashSplit.of(set, "salt", 0.192).part("test"))).contains("a.png");
    assertThat(keys(set, HashSplit.of(set, "salt", 0.5).part("test"))).contains("a.png");
    assertThatThrownBy(() -> HashSplit.of(set, "salt", 0.191)).isInstanceOf(SplitException.class);
  }

  @Test
  void partWithoutPicturesIsAnError() {
    CaptionedPictures set = DrawnPictures.png(1, 2, 8);
    assertThatThrownBy(() -> HashSplit.of(set, "s", 1e-9))
        .isInstanceOf(SplitException.class)
        .hasMessageContaining("of the 2 pictures");
  }

  @Test
  void fractionsThatAreNoneAreRefused() {
    CaptionedPictures set = DrawnPictures.png(1, 2, 8);
    for (double wrong : new double[] {0, 1, -1, Double.NaN}) {
      assertThatThrownBy(() -> HashSplit.of(set, "s", wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void filesOfKeysSplit() {
    CaptionedPictures set = table("image\tcaption\na.png\tA\nb.png\tB\nc.png\tC\n");
    Map<String, Path> files = new LinkedHashMap<>();
    files.put("train", Sources.write(folder, "train.txt", "c.png\r\n\na.png"));
    files.put("test", Sources.write(folder, "test.txt", ""));
    PictureSplit split = KeyFileSplit.of(set, files);
    assertThat(split.part("train")).containsExactly(0, 2);
    assertThat(split.part("test")).isEmpty();
    assertThat(split.leftOut()).isEqualTo(1);
    assertThatThrownBy(() -> split.part("dev"))
        .isInstanceOf(SplitException.class)
        .hasMessageContaining("[train, test]");
  }

  @Test
  void keyOfNoPictureIsAnErrorThatNamesTheNearest() {
    CaptionedPictures set = table("image\tcaption\na.png\tA\nb.png\tB\n");
    Path file = Sources.write(folder, "train.txt", "a.png\nb.pgn\n");
    assertThatThrownBy(() -> KeyFileSplit.of(set, Map.of("train", file)))
        .isInstanceOf(SplitException.class)
        .hasMessageContaining("train.txt line 2")
        .hasMessageContaining("nearest is \"b.png\"");
  }

  @Test
  void keyInTwoPartsIsAnError() {
    CaptionedPictures set = table("image\tcaption\na.png\tA\nb.png\tB\n");
    Path file = Sources.write(folder, "keys.txt", "a.png\n");
    assertThatThrownBy(() -> KeyFileSplit.of(set, Map.of("train", file, "test", file)))
        .isInstanceOf(SplitException.class)
        .hasMessageContaining("is in two parts");
  }

  @Test
  void columnSplits() {
    CaptionedPictures set =
        table(
            "image\tcaption\tsplit\na\tA\ttrain\nb\tB\tVal\nc\tC\trestval\nd\tD\t\ne\t \ttrain\n");
    PictureSplit split = FieldSplit.of(set, FieldSplit.USUAL_FIELD);
    assertThat(split.part(PictureSplit.TRAIN)).containsExactly(0, 2);
    assertThat(split.part(PictureSplit.VALIDATION)).containsExactly(1);
    assertThat(split.leftOut()).isEqualTo(2);
  }

  @Test
  void fieldThatNoPictureHasIsAnError() {
    CaptionedPictures set = table("image\tcaption\tpart\na\tA\ttrain\n");
    assertThatThrownBy(() -> FieldSplit.of(set, "split"))
        .isInstanceOf(SplitException.class)
        .hasMessageContaining("there are [part]");
  }

  @Test
  void sharedCaptionsAreCountedButForCaseAndSpace() {
    CaptionedPictures set =
        table("image\tcaption\na\tA  cat\nb\ta Cat\nc\ta dog\nd\ta cat.\nb\ta fox\ne\t \n");
    int[] all = IntStream.range(0, set.size()).toArray();
    assertThat(SharedCaptions.of(set, new int[] {0, 2, 4}, new int[] {1, 3, 4}))
        .isEqualTo(new SharedCaptions(3, 1));
    assertThat(SharedCaptions.of(set, all, all)).isEqualTo(new SharedCaptions(5, 5));
  }
}
