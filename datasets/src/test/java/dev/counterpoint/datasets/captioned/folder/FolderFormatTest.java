package dev.counterpoint.datasets.captioned.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.captioned.BadExampleException;
import dev.counterpoint.datasets.captioned.BadExampleReason;
import dev.counterpoint.datasets.captioned.Sources;
import dev.counterpoint.datasets.captioned.sets.CaptionedSets;
import dev.counterpoint.datasets.captioned.source.EmptySourceException;
import dev.counterpoint.datasets.captioned.source.LeftOut;
import dev.counterpoint.datasets.captioned.source.SourceOptions;
import dev.counterpoint.datasets.captioned.store.CaptionText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFormatTest {

  @TempDir private Path folder;

  @BeforeEach
  void twoPicturesWithTexts() {
    Sources.write(folder, "b.jpg", "B");
    Sources.write(folder, "b.txt", "\ufeffa boat\r\n\r\n  a ship \r\n");
    Sources.write(folder, "deep/down/a.PNG", "A");
    Sources.write(folder, "deep/down/a.txt", "an ape");
  }

  private FolderPictures open() {
    return (FolderPictures) CaptionedSets.open(folder, SourceOptions.standard());
  }

  @Test
  void textsBesidePicturesAreTheirCaptions() {
    FolderPictures set = open();
    assertThat(set.size()).isEqualTo(2);
    assertThat(set.key(0)).isEqualTo("b.jpg");
    assertThat(set.description(0).captions()).containsExactly("a boat", "a ship");
    assertThat(set.picture(0)).asString().isEqualTo("B");
    assertThat(set.key(1)).isEqualTo("deep/down/a.PNG");
    assertThat(set.description(1).captions()).containsExactly("an ape");
  }

  @Test
  void whatHasNoPartnerIsCounted() {
    Sources.write(folder, "alone.gif", "x");
    Sources.write(folder, "alone too.png", "x");
    Sources.write(folder, "README.txt", "x");
    Sources.write(folder, ".hidden/c.png", "x");
    Sources.write(folder, "LICENSE", "x");
    assertThat(open().leftOut()).isEqualTo(new LeftOut(0, 2, 1));
  }

  @Test
  void linksOutOfTheFolderAreNotFollowed(@TempDir Path elsewhere) throws IOException {
    Path secret = Sources.write(elsewhere, "s.png", "secret");
    Sources.write(elsewhere, "s.txt", "secret");
    Files.createSymbolicLink(folder.resolve("s.png"), secret);
    Sources.write(folder, "s.txt", "a secret");
    Files.createSymbolicLink(folder.resolve("linked"), elsewhere);
    assertThat(open().size()).isEqualTo(2);
  }

  @Test
  void textThatBecomesALinkOutOfTheFolderIsNotRead(@TempDir Path elsewhere) throws IOException {
    FolderPictures set = open();
    Files.delete(folder.resolve("b.txt"));
    Files.createSymbolicLink(folder.resolve("b.txt"), Sources.write(elsewhere, "s", "secret"));
    assertThatThrownBy(() -> set.description(0))
        .isInstanceOf(BadExampleException.class)
        .hasMessageContaining("a link leads out");
  }

  @Test
  void badTextsAreBadExamples() {
    Sources.write(folder, "b.txt", " \n\n");
    assertThat(reason(0)).isEqualTo(BadExampleReason.CAPTION_BLANK);
    Sources.write(folder, "b.txt", "");
    assertThat(reason(0)).isEqualTo(BadExampleReason.CAPTION_BLANK);
    Sources.write(folder, "b.txt", new byte[] {'a', (byte) 0xE4, 'b'});
    assertThat(reason(0)).isEqualTo(BadExampleReason.CAPTION_NOT_TEXT);
    Sources.write(folder, "b.txt", "a\0b");
    assertThat(reason(0)).isEqualTo(BadExampleReason.CAPTION_NOT_TEXT);
    Sources.write(folder, "b.txt", "x".repeat(CaptionText.MAX_BYTES + 1));
    assertThat(reason(0)).isEqualTo(BadExampleReason.CAPTION_TOO_LONG);
    Sources.write(folder, "b.txt", "x\n".repeat(51 * CaptionText.MAX_BYTES));
    assertThat(reason(0)).isEqualTo(BadExampleReason.CAPTION_TOO_LONG);
  }

  @Test
  void whatVanishedIsABadExample() throws IOException {
    FolderPictures set = open();
    Files.delete(folder.resolve("b.txt"));
    Files.delete(folder.resolve("b.jpg"));
    assertThatThrownBy(() -> set.description(0)).isInstanceOf(BadExampleException.class);
    assertThatThrownBy(() -> set.picture(0))
        .isInstanceOfSatisfying(
            BadExampleException.class,
            e -> assertThat(e.reason()).isEqualTo(BadExampleReason.PICTURE_MISSING));
  }

  @Test
  void folderWithoutAPairIsAnErrorThatCounts(@TempDir Path other) {
    Sources.write(other, "a.png", "x");
    Sources.write(other, "b.txt", "x");
    assertThatThrownBy(() -> CaptionedSets.open(other, SourceOptions.standard()))
        .isInstanceOf(EmptySourceException.class)
        .hasMessageContaining("1 pictures without a text and 1 texts without a picture");
  }

  @Test
  void fingerprintFollowsTexts() {
    String before = open().fingerprint();
    Sources.write(folder, "deep/down/a.txt", "an arm");
    assertThat(open().fingerprint()).isNotEqualTo(before);
  }

  private BadExampleReason reason(int index) {
    try {
      open().description(index);
    } catch (BadExampleException e) {
      return e.reason();
    }
    throw new AssertionError("it was read");
  }
}
