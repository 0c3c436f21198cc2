package dev.counterpoint.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.counterpoint.app.ChildProcess;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real bundle of this class path, run as on a machine that has no Java. Some 15 seconds, of which
 * jlink takes half.
 */
@DisabledOnOs(OS.WINDOWS)
class RuntimeBundleProcessTest {

  @TempDir Path folder;

  @Test
  void classifiesWithoutAJavaOnTheMachineAndIsSmall() throws Exception {
    Path bundle = folder.resolve("with spaces");
    BundleSize size =
        new RuntimeBundle(
                ChildProcess.classPath(),
                BundledNatives.NONE,
                JavaImage.ofThisJava(),
                Platform.current())
            .write(bundle, false, text -> {});
    Path picture = folder.resolve("picture.png");
    ImageIO.write(new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());

    // The libraries of the tests are a part of it here.
    assertThat(size.withoutNatives()).isLessThan(BundleSize.MOST_WITHOUT_NATIVES);
    assertThat(bundle.resolve("java/lib/server/classes.jsa")).exists();
    assertThat(run(bundle, "--version")).startsWith("0: counterpoint ").contains("pytorch 2.7.1");
    assertThat(run(bundle, "classify", picture.toString()))
        .matches("(?s)0: .*picture\\.png: \\d \\(.* %\\)\\R");
    assertThat(run(bundle, "doctor"))
        .startsWith("6: ")
        .contains("PYTORCH_LIBRARY_PATH is not set")
        .contains("--natives cpu");
    assertThat(run(bundle, "bench")).startsWith("8: ").contains("which is no checkout");
  }

  /** Exit code and all that is said. */
  private static String run(Path bundle, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(bundle.resolve("bin/counterpoint").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + ": " + said;
  }
}
