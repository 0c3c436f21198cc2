package dev.counterpoint.app.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFolderTest {

  @TempDir Path parent;

  @Test
  void hasItsNameOnlyWhenItIsFinished() throws IOException {
    Path folder = parent.resolve("new/folder");
    try (ResultFolder result = new ResultFolder(folder, false, old -> false)) {
      Files.writeString(result.path().resolve("file"), "text");
      assertThat(folder).doesNotExist();
      result.finish();
    }
    assertThat(folder.resolve("file")).hasContent("text");
    assertThat(parent.resolve("new")).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void closedBeforeItLeavesNothing() throws IOException {
    try (ResultFolder result = new ResultFolder(parent.resolve("folder"), false, old -> false)) {
      Files.createDirectories(result.path().resolve("deep/er"));
      Files.writeString(result.path().resolve("deep/er/file"), "text");
    }
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void whatIsReplacedStaysUntilTheOtherIsWhole() throws IOException {
    Path folder = Files.createDirectory(parent.resolve("folder"));
    Files.createFile(folder.resolve("old"));
    try (ResultFolder result = new ResultFolder(folder, true, old -> true)) {
      Files.createFile(result.path().resolve("unfinished"));
    }
    assertThat(folder).isDirectoryContaining("glob:**/old");
    try (ResultFolder result = new ResultFolder(folder, true, old -> true)) {
      Files.createFile(result.path().resolve("new"));
      result.finish();
    }
    assertThat(folder).isDirectoryContaining("glob:**/new").isDirectoryNotContaining("glob:**/old");
    assertThat(parent).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void anythingElseIsNeverReplaced() throws IOException {
    Path folder = Files.createDirectory(parent.resolve("folder"));
    Path file = Files.createFile(parent.resolve("file"));
    Path link = Files.createSymbolicLink(parent.resolve("link"), folder);

    assertThatThrownBy(() -> new ResultFolder(folder, false, old -> true))
        .isInstanceOf(FolderExistsException.class)
        .hasMessageContaining("folder: exists already");
    assertThatThrownBy(() -> new ResultFolder(folder, true, old -> false))
        .isInstanceOf(FolderExistsException.class)
        .hasMessageContaining("of another kind");
    assertThatThrownBy(() -> new ResultFolder(file, true, old -> true))
        .isInstanceOf(FolderExistsException.class);
    assertThatThrownBy(() -> new ResultFolder(link, true, old -> true))
        .isInstanceOf(FolderExistsException.class);
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.createFile(parent.resolve("file"));

    assertThatThrownBy(() -> new ResultFolder(file.resolve("folder"), false, old -> false))
        .isInstanceOf(FileNotWrittenException.class)
        .hasMessageContaining("cannot be written");
  }
}
