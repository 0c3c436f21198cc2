package dev.counterpoint.app.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.counterpoint.app.cli.ExitCode;
import dev.counterpoint.app.cli.Said;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class BundleRuntimeCommandTest {

  @TempDir Path folder;

  @Test
  void aFolderThatIsThereIsRefusedBeforeAnyWork() {
    Said said = Said.by("bundle-runtime", "--natives", "none", "--out", folder.toString());

    assertThat(said.code()).isEqualTo(ExitCode.FILES);
    assertThat(said.err()).contains(folder + ": exists already").doesNotContain("linking");
  }

  @Test
  void whatIsNoBundleIsNotReplaced() {
    Said said =
        Said.by("bundle-runtime", "--natives", "none", "--replace", "--out", folder.toString());

    assertThat(said.code()).isEqualTo(ExitCode.FILES);
    assertThat(said.err()).contains(folder + ": exists and is of another kind");
  }

  @Test
  void nativesAreOneOfTwo() {
    Said said = Said.by("bundle-runtime", "--natives", "cuda", "--out", "unused");

    assertThat(said.code()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("--natives");
  }
}
