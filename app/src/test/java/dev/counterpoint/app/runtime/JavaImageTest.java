package dev.counterpoint.app.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.counterpoint.app.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaImageTest {

  private static final String TEST_LIBRARIES =
      ".*[/\\\\](?:junit|jqwik|archunit|assertj|byte-buddy|jazzer|opentest4j|apiguardian|surefire).*";

  @TempDir Path folder;

  @Test
  void hasTheModulesThatJdepsFindsInTheClassPath() throws IOException {
    Path merged = merge(ChildProcess.classPath());
    StringWriter said = new StringWriter();
    ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();

    PrintWriter out = new PrintWriter(said);
    int code = jdeps.run(out, out, "--ignore-missing-deps", "--print-module-deps", merged + "");

    assertThat(code).as(said.toString()).isZero();
    List<String> found = List.of(said.toString().strip().split(","));
    assertThat(found).contains("java.base", "java.desktop");
    assertThat(JavaImage.MODULES).containsAll(found);
    assertThat(JavaImage.MODULES)
        .as("none that nothing asks for")
        .isSubsetOf(Stream.concat(found.stream(), byName()).toList());
  }

  @Test
  void aJavaWithoutJlinkIsNamed() {
    JavaImage image = JavaImage.of(Path.of("/opt/jre"), Optional.empty());

    assertThatThrownBy(image::requireJdk)
        .isInstanceOf(RuntimeBundleException.NoJdk.class)
        .hasMessageContaining("/opt/jre, is no whole JDK: it has no jlink")
        .hasMessageContaining("JAVA_HOME");
  }

  @Test
  void aJavaWithoutModulesToLinkIsNamed() {
    assumeTrue(Runtime.version().feature() < 24, "links from its own image");
    JavaImage image = JavaImage.of(folder, Optional.of(new StandInJlink("")));

    assertThatThrownBy(() -> image.write(folder.resolve("java")))
        .isInstanceOf(RuntimeBundleException.NoJdk.class)
        .hasMessageContaining("jmods");
    assertThat(folder.resolve("java")).doesNotExist();
  }

  private static Stream<String> byName() {
    return Stream.of("jdk.crypto.ec", "jdk.zipfs");
  }

  /**
   * The classes of the program in one jar, for jdeps stops at modules that require one another.
   * Test libraries are left out by their names.
   */
  private Path merge(String classPath) throws IOException {
    Path merged = folder.resolve("merged.jar");
    Set<String> seen = new HashSet<>();
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(merged))) {
      out.setLevel(0);
      for (String part : classPath.split(File.pathSeparator)) {
        if (Files.isDirectory(Path.of(part))) {
          if (!part.endsWith("test-classes")) {
            addFolder(Path.of(part), out, seen);
          }
        } else if (!part.matches(TEST_LIBRARIES)) {
          addJar(part, out, seen);
        }
      }
    }
    return merged;
  }

  private static void addFolder(Path root, ZipOutputStream out, Set<String> seen)
      throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = root.relativize(file).toString().replace('\\', '/');
        if (isClass(name) && seen.add(name)) {
          out.putNextEntry(new ZipEntry(name));
          Files.copy(file, out);
        }
      }
    }
  }

  private static void addJar(String jar, ZipOutputStream out, Set<String> seen) throws IOException {
    try (ZipFile file = new ZipFile(jar)) {
      for (ZipEntry entry :
          (Iterable<ZipEntry>) file.stream().map(ZipEntry.class::cast)::iterator) {
        if (isClass(entry.getName()) && seen.add(entry.getName())) {
          out.putNextEntry(new ZipEntry(entry.getName()));
          file.getInputStream(entry).transferTo(out);
        }
      }
    }
  }

  private static boolean isClass(String name) {
    return name.endsWith(".class")
        && !name.endsWith("module-info.class")
        && !name.startsWith("META-INF/");
  }
}
