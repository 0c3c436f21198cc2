package dev.counterpoint.datasets.captioned.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.captioned.BadExampleException;
import dev.counterpoint.datasets.captioned.BadExampleReason;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.Sources;
import dev.counterpoint.datasets.captioned.source.ColumnNotFoundException;
import dev.counterpoint.datasets.captioned.source.EmptySourceException;
import dev.counterpoint.datasets.captioned.source.LeftOut;
import dev.counterpoint.datasets.captioned.source.MalformedSourceException;
import dev.counterpoint.datasets.captioned.source.NotUtf8Exception;
import dev.counterpoint.datasets.captioned.source.PictureOnNetworkException;
import dev.counterpoint.datasets.captioned.source.PictureOutsideException;
import dev.counterpoint.datasets.captioned.source.SourceFile;
import dev.counterpoint.datasets.captioned.source.SourceOptions;
import dev.counterpoint.datasets.captioned.store.CaptionText;
import dev.counterpoint.datasets.captioned.store.FilePictures;
import dev.counterpoint.datasets.picture.file.PictureReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableFormatTest {

  @TempDir private Path folder;

  private CaptionedPictures open(String file, String text) {
    return Sources.open(folder, file, text);
  }

  private CaptionedPictures open(String text, SourceOptions options) {
    return Sources.open(folder, "captions.tsv", text, options);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {"a.tsv!T", "a.csv!,", "a.csv!;", "a.txt!,", "a.txt!T", "a.csv!T", "a.txt!|"})
  void separatorIsFound(String file, String separator) {
    String between = separator.equals("T") ? "\t" : separator;
    String text = "filename,caption,group\na.png,a cat,animals\n".replace(",", between);
    CaptionedPictures set = open(file, text);
    assertThat(set.size()).isEqualTo(1);
    assertThat(set.key(0)).isEqualTo("a.png");
    assertThat(set.description(0).captions()).containsExactly("a cat");
    assertThat(set.description(0).fields()).isEqualTo(Map.of("group", "animals"));
  }

  @Test
  void byteOrderMarkIsNotPartOfTheFirstName() {
    assertThat(open("a.csv", "\ufeffimage,text\na.png,ein Bär\n").description(0).captions())
        .containsExactly("ein Bär");
  }

  @Test
  void quotedCellsHoldSeparatorsQuotesAndLineEnds() {
    CaptionedPictures set =
        open("a.csv", "image,caption\na.png,\"a \"\"stop\"\" sign,\nred\"\nb.png,b\n");
    assertThat(set.description(0).captions()).containsExactly("a \"stop\" sign,\nred");
    assertThat(set.size()).isEqualTo(2);
  }

  @Test
  void quotesThatDoNotPairArePlainInTsv() {
    CaptionedPictures set = open("a.tsv", "image\tcaption\na.png\t\"Stop\" says a sign\n");
    assertThat(set.description(0).captions()).containsExactly("\"Stop\" says a sign");
  }

  @Test
  void quotesThatDoNotPairAreAnErrorInCsv() {
    assertThatThrownBy(() -> open("a.csv", "image,caption\na.png,ok\nb.png,\"Stop\" says\n"))
        .isInstanceOf(MalformedSourceException.class)
        .hasMessageContaining("a.csv line 3")
        .hasMessageContaining("quotes inside are written twice");
  }

  @Test
  void quoteThatNeverEndsIsAnErrorBeforeTheMemoryIsFull() {
    String text = "image,caption\na.png,\"open\n" + "x".repeat(20_000_000);
    assertThatThrownBy(() -> open("a.csv", text))
        .isInstanceOf(MalformedSourceException.class)
        .hasMessageContaining("quote not closed");
  }

  @Test
  void rowsAndColumnsOfOnePictureAreItsCaptions() {
    CaptionedPictures set =
        open(
            "a.tsv",
            "path\tcaption_1\tcaption_2\nx/a.png\tone\ttwo\nb.png\tb\t\n./x//a.png\tthree\t\n");
    assertThat(set.size()).isEqualTo(2);
    assertThat(set.key(0)).isEqualTo("x/a.png");
    assertThat(set.description(0).captions()).containsExactly("one", "two", "three");
  }

  @Test
  void captionsThatCannotBeUsedAreLeftOutWhereOthersCan() {
    CaptionedPictures set = open("a.tsv", "image\tcaption\na.png\t \na.png\tgood\n");
    assertThat(set.description(0).captions()).containsExactly("good");
  }

  @Test
  void titleBesideCaptionIsAField() {
    CaptionedPictures set = open("a.tsv", "image\ttitle\tcaption\na.png\tT\tC\n");
    assertThat(set.description(0).captions()).containsExactly("C");
    assertThat(set.description(0).fields()).isEqualTo(Map.of("title", "T"));
  }

  @Test
  void missingColumnNamesTheNearestAndThoseThereAre() {
    assertThatThrownBy(
            () ->
                open(
                    "filename\tannotation\na.png\tx\n",
                    SourceOptions.standard().withCaptionColumns("anotation")))
        .isInstanceOf(ColumnNotFoundException.class)
        .hasMessageContaining("no column \"anotation\"")
        .hasMessageContaining("\"filename\", \"annotation\"")
        .hasMessageContaining("nearest is \"annotation\"");
  }

  @ParameterizedTest
  @CsvSource({"filename,words,captions", "words,caption,pictures"})
  void columnsThatCannotBeFoundAreAnError(String first, String second, String what) {
    assertThatThrownBy(() -> open("a.csv", first + "," + second + "\na,b\n"))
        .isInstanceOf(ColumnNotFoundException.class)
        .hasMessageContaining("no column of " + what);
  }

  @Test
  void conditionsLeaveRowsOut() {
    String text = "image\tcaption\ttone\tkind\na\tA\t\tx\nb\tB\t3\tx\nc\tC\t\ty\n";
    CaptionedPictures set = open(text, SourceOptions.standard().withWhere("tone=", "kind!=y"));
    assertThat(set.size()).isEqualTo(1);
    assertThat(set.key(0)).isEqualTo("a");
    assertThat(((FilePictures) set).leftOut()).isEqualTo(new LeftOut(2, 0, 0));
  }

  @Test
  void conditionsThatNoRowMeetsAreAnError() {
    assertThatThrownBy(
            () -> open("image\tcaption\na\tA\n", SourceOptions.standard().withWhere("caption=b")))
        .isInstanceOf(EmptySourceException.class)
        .hasMessageContaining("none of its 1 rows meets");
  }

  @Test
  void conditionOnAMissingColumnIsAnError() {
    assertThatThrownBy(
            () -> open("image\tcaption\na\tA\n", SourceOptions.standard().withWhere("ton=")))
        .isInstanceOf(ColumnNotFoundException.class);
  }

  @Test
  void labelColumnIsAFieldOfItsOwn() {
    CaptionedPictures set =
        open("image\tcaption\tgroup\na\tA\tg\n", SourceOptions.standard().withLabelColumn("group"));
    assertThat(set.description(0).fields()).isEqualTo(Map.of("group", "g", "label", "g"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "\ufeff"})
  void emptyTableIsAnError(String text) {
    assertThatThrownBy(() -> open("a.csv", text))
        .isInstanceOf(EmptySourceException.class)
        .hasMessageContaining("the table is empty");
  }

  @Test
  void tableWithoutRowsIsAnError() {
    assertThatThrownBy(() -> open("a.csv", "image,caption\n"))
        .isInstanceOf(EmptySourceException.class)
        .hasMessageContaining("no rows below its header");
  }

  @Test
  void tooManyCellsAreAnErrorWithTheLine() {
    assertThatThrownBy(() -> open("a.csv", "image,caption\na,A\n\nb,red, green\n"))
        .isInstanceOf(MalformedSourceException.class)
        .hasMessageContaining("a.csv line 4: expected 2 cells as in the header, found 3");
  }

  @Test
  void twoColumnsOfOneNameAreAnError() {
    assertThatThrownBy(() -> open("a.csv", "image,caption,caption\na,A,B\n"))
        .isInstanceOf(MalformedSourceException.class)
        .hasMessageContaining("two columns are called \"caption\"");
  }

  @Test
  void anotherEncodingIsAnErrorWithTheLine() {
    byte[] latin = "image,caption\na,A\nb,ein B\u00e4r\n".getBytes(StandardCharsets.ISO_8859_1);
    Path file = Sources.write(folder, "a.csv", latin);
    assertThatThrownBy(
            () -> new TableFormat().open(SourceFile.of(file.toString()), SourceOptions.standard()))
        .isInstanceOf(NotUtf8Exception.class)
        .hasMessageContaining("a.csv line 3: expected UTF-8, found byte 0xE4");
  }

  @Test
  void utf16IsAnError() {
    Path file = Sources.write(folder, "a.csv", "image,caption\n".getBytes(StandardCharsets.UTF_16));
    assertThatThrownBy(
            () -> new TableFormat().open(SourceFile.of(file.toString()), SourceOptions.standard()))
        .isInstanceOf(NotUtf8Exception.class)
        .hasMessageContaining("UTF-16");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a.png", "x/../../a.png", "..\\a.png", "/etc/passwd", "..", "."})
  void noPathLeavesTheFolder(String path) {
    assertThatThrownBy(() -> open("a.tsv", "image\tcaption\nb.png\tB\n" + path + "\tA\n"))
        .isInstanceOf(PictureOutsideException.class)
        .hasMessageContaining("a.tsv line 3");
  }

  @Test
  void pathWithNulIsABadExampleWhoseKeyStaysInside() {
    CaptionedPictures set = open("a.tsv", "image\tcaption\n../a\0.png\tA\n");
    assertThat(set.key(0)).doesNotContain("..", "\0");
    assertBad(set, BadExampleReason.PICTURE_MISSING);
  }

  @Test
  void absolutePathInsideOfTheFolderIsRelativeToIt() {
    CaptionedPictures set =
        open("a.tsv", "image\tcaption\n" + folder.toAbsolutePath().resolve("x/a.png") + "\tA\n");
    assertThat(set.key(0)).isEqualTo("x/a.png");
  }

  @Test
  void linkThatLeavesTheFolderIsABadExample(@TempDir Path elsewhere) throws IOException {
    Path secret = Files.writeString(elsewhere.resolve("secret"), "s");
    Files.createSymbolicLink(folder.resolve("a.png"), secret);
    assertBad(open("a.tsv", "image\tcaption\na.png\tA\n"), BadExampleReason.PICTURE_UNREADABLE);
  }

  @Test
  void addressesAreAnError() {
    assertThatThrownBy(() -> open("a.tsv", "image\tcaption\nhttps://x.org/a.png\tA\n"))
        .isInstanceOf(PictureOnNetworkException.class)
        .hasMessageContaining("a.tsv line 2")
        .hasMessageContaining("Download the pictures first");
  }

  @Test
  void picturesAreFoundBesideTheTableInImagesAndInAGivenFolder() {
    String text = "image\tcaption\nmissing.png\tM\na.png\tA\n";
    Sources.write(folder, "given/a.png", "g");
    SourceOptions given = SourceOptions.standard().withImageFolder(folder.resolve("given"));
    assertThat(open(text, given).picture(1)).asString().isEqualTo("g");
    Sources.write(folder, "images/a.png", "i");
    assertThat(open("a.tsv", text).picture(1)).asString().isEqualTo("i");
    Sources.write(folder, "a.png", "b");
    assertThat(open("a.tsv", text).picture(1)).asString().isEqualTo("b");
  }

  @Test
  void missingPictureIsABadExampleThatNamesItsLine() {
    CaptionedPictures set = open("a.tsv", "image\tcaption\n\na.png\tA\n");
    assertThatThrownBy(() -> set.picture(0))
        .isInstanceOf(BadExampleException.class)
        .hasMessageContaining("a.tsv line 3");
    assertBad(set, BadExampleReason.PICTURE_MISSING);
  }

  @Test
  void rowWithoutPictureIsABadExample() {
    assertBad(open("a.tsv", "image\tcaption\n\tA\n"), BadExampleReason.PICTURE_MISSING);
  }

  @Test
  void pictureThatIsAFolderIsABadExample() throws IOException {
    Files.createDirectory(folder.resolve("a.png"));
    assertBad(open("a.tsv", "image\tcaption\na.png\tA\n"), BadExampleReason.PICTURE_UNREADABLE);
  }

  @Test
  void pictureBeyondTheLimitIsABadExample() {
    Sources.write(folder, "a.png", new byte[101]);
    SourceOptions small = SourceOptions.standard().withLimits(new PictureReader.Limits(100, 9, 9));
    assertBad(open("image\tcaption\na.png\tA\n", small), BadExampleReason.PICTURE_TOO_LARGE);
  }

  @Test
  void badCaptionsAreBadExamples() {
    String longest = "x".repeat(CaptionText.MAX_BYTES);
    CaptionedPictures set =
        open(
            "a.tsv",
            "image\tcaption\nok\t" + longest + "\nb\t \nn\ta\0b\nl\tx" + longest + "\nm\n");
    assertThat(set.description(0).captions()).containsExactly(longest);
    assertThat(reason(() -> set.description(1))).isEqualTo(BadExampleReason.CAPTION_BLANK);
    assertThat(reason(() -> set.description(2))).isEqualTo(BadExampleReason.CAPTION_NOT_TEXT);
    assertThat(reason(() -> set.description(3))).isEqualTo(BadExampleReason.CAPTION_TOO_LONG);
    assertThat(reason(() -> set.description(4))).isEqualTo(BadExampleReason.CAPTION_MISSING);
  }

  @Test
  void fingerprintFollowsCaptionsAndSizesOfPictures() {
    Sources.write(folder, "a.png", "1");
    String text = "image\tcaption\na.png\tA\n";
    String first = open("a.tsv", text).fingerprint();
    assertThat(open("b.tsv", text).fingerprint()).isEqualTo(first).hasSize(64);
    assertThat(open("a.tsv", text.replace("A", "B")).fingerprint()).isNotEqualTo(first);
    Sources.write(folder, "a.png", "12");
    assertThat(open("a.tsv", text).fingerprint()).isNotEqualTo(first);
  }

  private static void assertBad(CaptionedPictures set, BadExampleReason reason) {
    assertThat(reason(() -> set.picture(0))).isEqualTo(reason);
  }

  private static BadExampleReason reason(Runnable reading) {
    try {
      reading.run();
    } catch (BadExampleException e) {
      return e.reason();
    }
    throw new AssertionError("it was read");
  }
}
