package dev.counterpoint.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.counterpoint.app.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

  @TempDir Path folder;

  @Test
  void aNewDirectoryIsMadeWithItsParents() {
    Path path = folder.resolve("runs/first");
    try (RunDirectory directory = RunDirectory.create(path)) {
      assertThat(directory.path()).isEqualTo(path).isDirectory();
    }
  }

  @Test
  void anEmptyDirectoryMayBeUsedAgain() {
    RunDirectory.create(folder).close();
    RunDirectory.create(folder).close();
  }

  @Test
  void aDirectoryWithSomethingInItIsRefusedAndLeftAlone() throws IOException {
    Files.createFile(folder.resolve("thesis.tex"));
    assertThatThrownBy(() -> RunDirectory.create(folder))
        .isInstanceOf(RunDirectoryException.class)
        .hasMessageContaining("run directory " + folder + " exists and is not empty")
        .hasMessageContaining("--resume");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(folder.resolve("thesis.tex"));
    }
  }

  @Test
  void aFileIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> RunDirectory.create(file))
        .isInstanceOf(RunDirectoryException.class)
        .hasMessageContaining("run directory " + file + " is a file");
  }

  @Test
  void aDirectoryBelowAFileIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> RunDirectory.create(file.resolve("run")))
        .isInstanceOf(RunDirectoryException.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void aDirectoryThatMayNotBeWrittenIsRefused() throws IOException {
    assumeFalse(
        "root".equals(System.getProperty("user.name")), "the superuser may write everywhere");
    assumeFalse(
        System.getProperty("os.name").startsWith("Windows"), "permissions are POSIX permissions");
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    assertThatThrownBy(() -> RunDirectory.create(closed.resolve("run")))
        .isInstanceOf(RunDirectoryException.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void aPlaceWhereNobodyMayWriteIsRefused() {
    // The kernel's own folder: not even the superuser creates something there.
    Path kernel = Path.of("/proc/self");
    assumeTrue(Files.isDirectory(kernel), "needs Linux's /proc");
    assertThatThrownBy(() -> RunDirectory.create(kernel.resolve("run")))
        .isInstanceOf(RunDirectoryException.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void aDirectoryInUseByAnotherRunIsRefused() throws IOException {
    try (RunDirectory first = RunDirectory.create(folder)) {
      assertInUse(() -> RunDirectory.create(folder));
      Files.createFile(first.recipe());
      Files.createFile(first.manifest());
      assertInUse(() -> RunDirectory.create(folder));
      assertInUse(() -> RunDirectory.open(folder));
    }
    RunDirectory.open(folder).close();
  }

  @Test
  void aDirectoryInUseByAnotherProcessIsRefusedUntilItDies() throws Exception {
    Process holder = ChildProcess.start(HoldRunDirectory.class, folder.toString());
    try {
      assertThat(holder.getInputStream().read()).as("sign of life").isEqualTo('!');
      assertInUse(() -> RunDirectory.create(folder));
    } finally {
      holder.destroyForcibly().waitFor();
    }
    RunDirectory.create(folder).close();
  }

  @Test
  void whereThereIsNoRunNoneIsContinued() throws IOException {
    assertThatThrownBy(() -> RunDirectory.open(folder.resolve("none")))
        .isInstanceOf(RunDirectoryException.class)
        .hasMessageContaining("there is no run directory");
    Files.createFile(folder.resolve("recipe.yaml"));
    assertThatThrownBy(() -> RunDirectory.open(folder))
        .isInstanceOf(RunDirectoryException.class)
        .hasMessageContaining("there is no run in " + folder + ": it has no run.json");
    assertThat(folder.resolve(".lock")).doesNotExist();
  }

  private void assertInUse(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(RunDirectoryException.class)
        .hasMessageContaining("run directory " + folder + " is in use by another run");
  }
}
