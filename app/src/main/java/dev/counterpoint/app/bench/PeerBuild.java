package dev.counterpoint.app.bench;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Builds the peer with Maven where that has not been done, and knows its class path. The peer needs
 * another build of PyTorch (about 110 MB), which nothing but the benchmark downloads.
 *
 * @param home the checkout
 * @param maven the command that starts Maven
 */
public record PeerBuild(Path home, String maven) {

  private static final int LOG_LINES = 8;
  private static final int LONGEST_MINUTES = 30;

  /**
   * The build of the checkout that this program was compiled in.
   *
   * @throws PeerNotBuiltException if it runs from elsewhere
   */
  public static PeerBuild here() {
    Path classes;
    try {
      classes =
          Path.of(PeerBuild.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    // app/target/classes, or a jar in app/target
    Path home = classes.resolve("../../..").normalize();
    if (!Files.isRegularFile(home.resolve("app/src/bench/pom.xml"))) {
      throw new PeerNotBuiltException(
          "this program runs from %s, which is no checkout with the peer's sources, app/src/bench"
              .formatted(classes),
          "Run ./counterpoint bench in a checkout of Counterpoint, with a JDK and Maven.");
    }
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    return new PeerBuild(home, windows ? "mvn.cmd" : "mvn");
  }

  /**
   * The peer's class path; builds where sources are newer than what was built.
   *
   * @param say told before a build starts
   * @throws PeerNotBuiltException if the build fails; the text says why
   */
  public String classPath(Consumer<String> say) {
    try {
      if (outOfDate()) {
        say.accept(
            "building the benchmark's peer (the first time downloads 110 MB; not again after)");
        build();
      }
      return home.resolve("app/target/bench/classes")
          + File.pathSeparator
          + Files.readString(classPathFile()).strip();
    } catch (IOException e) {
      throw new PeerNotBuiltException(
          e.toString(), "Check that app/target is writable and has space left.");
    }
  }

  private Path classPathFile() {
    return home.resolve("app/target/bench-classpath.txt");
  }

  private boolean outOfDate() throws IOException {
    if (!Files.isRegularFile(classPathFile())) {
      return true;
    }
    FileTime built = Files.getLastModifiedTime(classPathFile());
    List<Path> roots =
        List.of(
            home.resolve("pom.xml"),
            home.resolve("app/src/bench"),
            home.resolve("app/src/main/java/dev/counterpoint/app/bench/protocol"));
    for (Path root : roots) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : (Iterable<Path>) files::iterator) {
          if (Files.getLastModifiedTime(file).compareTo(built) > 0) {
            return true;
          }
        }
      }
    }
    // A local repository that was emptied since.
    return Stream.of(Files.readString(classPathFile()).strip().split(File.pathSeparator))
        .anyMatch(jar -> !Files.exists(Path.of(jar)));
  }

  private void build() throws IOException {
    Path log = home.resolve("app/target/bench-build.log");
    Files.createDirectories(log.getParent());
    Files.deleteIfExists(classPathFile());
    Process process;
    try {
      process =
          new ProcessBuilder(
                  maven, "-B", "-ntp", "-q", "-Pbench", "-pl", "app/src/bench", "process-classes")
              .directory(home.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      throw new PeerNotBuiltException(
          "there is no Maven (" + e.getMessage() + ").", "Install Maven 3.8 or newer.");
    }
    boolean ended = false;
    try {
      ended = process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroy();
    }
    if (!ended || process.exitValue() != 0) {
      throw new PeerNotBuiltException(
          "Maven %s:%n%s"
              .formatted(ended ? "failed" : "was stopped before it was done", errors(log)),
          "It needs the network once, for org.bytedeco:pytorch and openblas. The whole log is %s."
              .formatted(log));
    }
  }

  private static String errors(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      List<String> told = lines.filter(line -> line.contains("ERROR")).limit(LOG_LINES).toList();
      return String.join(System.lineSeparator(), told);
    }
  }
}
