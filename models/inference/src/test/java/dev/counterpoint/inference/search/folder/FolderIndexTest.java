package dev.counterpoint.inference.search.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.counterpoint.datasets.CounterpointException;
import dev.counterpoint.datasets.picture.file.Picture;
import dev.counterpoint.inference.Pictures;
import dev.counterpoint.inference.TestBundles;
import dev.counterpoint.inference.bundle.Bundle;
import dev.counterpoint.inference.runtime.RuntimeOptions;
import dev.counterpoint.inference.search.EmbeddingIndex;
import dev.counterpoint.inference.search.IndexEntry;
import dev.counterpoint.inference.search.OtherIndexException;
import dev.counterpoint.inference.text.TextModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderIndexTest {

  @TempDir Path folder;
  private Path pictures;
  private Path file;
  private Bundle bundle;

  @BeforeEach
  void prepare() throws IOException {
    pictures = Files.createDirectories(folder.resolve("pictures/sub")).getParent();
    file = folder.resolve("cache/pictures.index");
    bundle = TestBundles.twoTower().write(folder.resolve("bundle"));
    color("a.png", 200, 0, 0);
    color("b.png", 0, 200, 0);
    color("sub/c.png", 0, 0, 200);
  }

  @Test
  void aSentenceFindsItsPicture() {
    EmbeddingIndex index = update().index();
    try (TextModel text = TextModel.open(bundle, RuntimeOptions.standard())) {
      assertThat(index.search(text.embed("a blue"), 1).get(0).entry().id()).isEqualTo("sub/c.png");
      assertThat(index.search(text.embed("a red"), 1).get(0).entry().id()).isEqualTo("a.png");
    }
  }

  @Test
  void whatHasNotChangedIsNotEncodedAndTheFileNotWritten() throws IOException {
    update();
    FileTime written = Files.getLastModifiedTime(file);
    List<Path> encoded = new ArrayList<>();
    IndexUpdate again = update(encoded, 100);
    assertThat(encoded).isEmpty();
    assertThat(again.changed()).isFalse();
    assertThat(again.kept()).isEqualTo(3);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(written);
  }

  @Test
  void newChangedAndRemovedPicturesMakeWhatAFirstIndexingWouldHaveMade() throws IOException {
    update();
    color("a.png", 0, 90, 90);
    Files.setLastModifiedTime(pictures.resolve("a.png"), FileTime.fromMillis(12_345_000));
    Files.delete(pictures.resolve("b.png"));
    color("aa.png", 100, 100, 100);
    List<Path> encoded = new ArrayList<>();
    IndexUpdate update = update(encoded, 100);

    assertThat(encoded).containsExactly(pictures.resolve("a.png"), pictures.resolve("aa.png"));
    assertThat(update.removed()).isEqualTo(1);
    assertThat(update.kept()).isEqualTo(1);
    byte[] updated = Files.readAllBytes(file);
    Files.delete(file);
    update();
    assertThat(Files.readAllBytes(file)).isEqualTo(updated);
  }

  @Test
  void anUpdateInPartsMakesTheSameFile() throws IOException {
    for (int i = 0; i < 20; i++) {
      color("sub/%02d.png".formatted(i), 10 * i, 5, 200 - i);
    }
    Files.writeString(pictures.resolve("sub/07.png"), "broken");
    update();
    byte[] atOnce = Files.readAllBytes(file);
    Files.delete(file);
    List<Path> encoded = new ArrayList<>();
    update(encoded, 3);
    assertThat(encoded).hasSize(23);
    assertThat(Files.readAllBytes(file)).isEqualTo(atOnce);
  }

  @Test
  void whatCannotBeReadIsRememberedAndTriedAgainWhenItChanges() throws IOException {
    Files.writeString(pictures.resolve("broken.png"), "no picture");
    color("black.png", 0, 0, 0);
    EmbeddingIndex index = update().index();
    assertThat(index.size()).isEqualTo(3);
    assertThat(index.skipped().stream().map(s -> s.entry().id()))
        .containsExactly("black.png", "broken.png");
    assertThat(index.skipped().get(0).problem()).contains("no direction");

    assertThat(update(new ArrayList<>(), 100).changed()).isFalse();
    color("broken.png", 1, 2, 3);
    assertThat(update().index().size()).isEqualTo(4);
  }

  @Test
  void anIndexOfAnotherModelOrFolderIsRefused() {
    update();
    Bundle other = TestBundles.zeroShot(10).write(folder.resolve("other"));
    assertThatThrownBy(() -> index(pictures, other, 100).open())
        .isInstanceOf(OtherIndexException.class)
        .hasMessageContaining("another model");
    assertThatThrownBy(() -> index(folder, bundle, 100).open())
        .isInstanceOf(OtherIndexException.class)
        .hasMessageContaining("other pictures");
  }

  @Test
  void removingAllLeavesAnEmptyIndex() {
    update();
    IndexUpdate update = index(pictures, bundle, 100).update(List.of(), IndexProgress.none());
    assertThat(update.removed()).isEqualTo(3);
    assertThat(update.index().size()).isZero();
  }

  @Test
  void idsArePathsWithSizeAndTime() throws IOException {
    Path c = pictures.resolve("sub/c.png");
    assertThat(update().index().entries())
        .contains(
            new IndexEntry("sub/c.png", Files.size(c), Files.getLastModifiedTime(c).toMillis()));
  }

  private IndexUpdate update() {
    return update(new ArrayList<>(), 100);
  }

  private IndexUpdate update(List<Path> encoded, int part) {
    IndexProgress progress =
        new IndexProgress() {
          @Override
          public void begin(int count) {
            assertThat(count).isPositive();
          }

          @Override
          public void done(Path picture, Optional<CounterpointException> problem) {
            encoded.add(picture);
          }
        };
    return index(pictures, bundle, part).update(files(), progress);
  }

  private FolderIndex index(Path of, Bundle model, int part) {
    return new FolderIndex(file, of, model, RuntimeOptions.standard(), part);
  }

  private List<Path> files() {
    try (Stream<Path> walk = Files.walk(pictures)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void color(String name, int red, int green, int blue) throws IOException {
    byte[] rgb = new byte[12];
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) red;
      rgb[i + 1] = (byte) green;
      rgb[i + 2] = (byte) blue;
    }
    Pictures.write(pictures.resolve(name), new Picture(2, 2, rgb));
  }
}
