package dev.counterpoint.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarCopyTest {

  @TempDir Path folder;
  private final JarCopy copy = new JarCopy(new Platform("Linux", "amd64"));

  @Test
  void nativesOfOthersAreLeftOutAndAllElseIsTheSame() throws IOException {
    Path source =
        jar("META-INF/MANIFEST.MF", "a/A.class", "linux-x64/a.so", "win-x64/a.dll", "a/B.class");
    Path target = folder.resolve("out.jar");

    copy.copy(source, target);

    Map<String, String> expected = content(source);
    expected.remove("win-x64/a.dll");
    assertThat(content(target)).containsExactlyEntriesOf(expected);
  }

  @Test
  void aJarWithoutThemIsTheSameBytes() throws IOException {
    Path source = jar("META-INF/MANIFEST.MF", "a/A.class", "linux-x64/a.so");
    Path target = folder.resolve("out.jar");

    copy.copy(source, target);

    assertThat(target).hasSameBinaryContentAs(source);
  }

  @Test
  void aSignedJarIsTheSameBytes() throws IOException {
    Path source = jar("META-INF/MANIFEST.MF", "META-INF/SOMEONE.SF", "win-x64/a.dll");
    Path target = folder.resolve("out.jar");

    copy.copy(source, target);

    assertThat(target).hasSameBinaryContentAs(source);
  }

  @Test
  void aFolderOfClassesBecomesAJar() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes/a"));
    Files.writeString(classes.resolve("A.class"), "code");
    Path target = folder.resolve("out.jar");

    copy.copy(folder.resolve("classes"), target);

    assertThat(content(target)).containsExactly(Map.entry("a/A.class", "code"));
  }

  @Test
  void aDamagedJarIsNamed() throws IOException {
    Path whole = jar("a/A.class");
    byte[] bytes = Files.readAllBytes(whole);
    Path half = Files.write(folder.resolve("half.jar"), Arrays.copyOf(bytes, bytes.length / 2));

    assertThatThrownBy(() -> copy.copy(half, folder.resolve("out.jar")))
        .isInstanceOf(RuntimeBundleException.UnreadableJar.class)
        .hasMessageContaining("half.jar: cannot be read")
        .hasMessageContaining("build again");
  }

  @Test
  void aTargetThatCannotBeWrittenIsNoFaultOfTheJar() throws IOException {
    Path source = jar("win-x64/a.dll");

    assertThatThrownBy(() -> copy.copy(source, folder.resolve("no/such/folder.jar")))
        .isInstanceOf(FileSystemException.class);
  }

  private Path jar(String... entries) throws IOException {
    Path jar = folder.resolve("in.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String entry : entries) {
        out.putNextEntry(new ZipEntry(entry));
        out.write(("content of " + entry).getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  private static Map<String, String> content(Path jar) throws IOException {
    Map<String, String> content = new LinkedHashMap<>();
    try (ZipFile file = new ZipFile(jar.toFile())) {
      for (ZipEntry entry :
          (Iterable<ZipEntry>) file.stream().map(ZipEntry.class::cast)::iterator) {
        content.put(
            entry.getName(),
            new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return content;
  }
}
