package dev.counterpoint.app.runtime;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** A Java with the modules that this program needs and no others, made by jlink of a JDK. */
final class JavaImage {

  /**
   * What jdeps finds in the class path (a test holds this to it), and two that are found by name at
   * run time: elliptic curves for downloads by HTTPS, and file systems in zip files.
   */
  static final List<String> MODULES =
      List.of(
          "java.base",
          "java.compiler",
          "java.desktop",
          "java.net.http",
          "java.sql",
          "jdk.management",
          "jdk.unsupported",
          "jdk.crypto.ec",
          "jdk.zipfs");

  /** From here on jlink needs no folder {@code jmods}. */
  private static final int LINKS_ITSELF = 24;

  private static final int NAMES_COMPRESSION = 21;

  private final Path home;
  private final Optional<ToolProvider> jlink;
  private final String searchPath;

  private JavaImage(Path home, Optional<ToolProvider> jlink, String searchPath) {
    this.home = home;
    this.jlink = jlink;
    this.searchPath = searchPath;
  }

  /** By the JDK that runs this program. */
  static JavaImage ofThisJava() {
    return new JavaImage(
        Path.of(System.getProperty("java.home")),
        ToolProvider.findFirst("jlink"),
        System.getenv().getOrDefault("PATH", ""));
  }

  /** By the JDK in a folder. */
  static JavaImage of(Path home, Optional<ToolProvider> jlink) {
    return new JavaImage(home, jlink, "");
  }

  /**
   * Finds out before any work whether this Java can.
   *
   * @throws RuntimeBundleException.NoJdk if it is none
   */
  void requireJdk() {
    if (jlink.isEmpty()) {
      throw new RuntimeBundleException.NoJdk(home, "jlink");
    }
    // Distributions package jlink with the JRE, and what it links with the JDK.
    if (Runtime.version().feature() < LINKS_ITSELF && !Files.isDirectory(home.resolve("jmods"))) {
      throw new RuntimeBundleException.NoJdk(home, "folder jmods, which jlink takes modules from");
    }
  }

  /**
   * Makes the image.
   *
   * @param folder a new folder
   * @throws RuntimeBundleException.NoJdk if this Java cannot
   * @throws RuntimeBundleException.ToolFailed with what the tool said
   */
  void write(Path folder) {
    requireJdk();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--add-modules",
                String.join(",", MODULES),
                Runtime.version().feature() < NAMES_COMPRESSION
                    ? "--compress=2"
                    : "--compress=zip-6",
                "--no-man-pages",
                "--no-header-files",
                stripping()));
    arguments.addAll(List.of("--output", folder.toString()));
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int code = jlink.orElseThrow().run(out, out, arguments.toArray(String[]::new));
    out.flush();
    if (code != 0) {
      throw new RuntimeBundleException.ToolFailed("jlink", home, said.toString());
    }
  }

  /**
   * Adds the archive of the JDK's classes that makes a start quicker; jlink leaves it out.
   *
   * @return whether there is one now; without, Java starts all the same
   */
  static boolean addArchive(Path image) {
    try {
      Process process =
          new ProcessBuilder(image.resolve("bin/java").toString(), "-Xshare:dump")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Symbols of native libraries need objcopy on Linux; jlink fails where it is not there. */
  private String stripping() {
    boolean objcopy =
        Stream.of(searchPath.split(File.pathSeparator))
            .filter(folder -> !folder.isEmpty())
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "objcopy")));
    return objcopy ? "--strip-debug" : "--strip-java-debug-attributes";
  }
}
