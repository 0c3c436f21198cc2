package dev.counterpoint.app.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder that is there until it is closed.
 *
 * @param path where it is
 */
public record TemporaryFolder(Path path) implements AutoCloseable {

  /**
   * Makes one in the system's folder for such.
   *
   * @param purpose a part of its name
   * @throws FileNotWrittenException if it cannot be made
   */
  public static TemporaryFolder create(String purpose) {
    try {
      return new TemporaryFolder(Files.createTempDirectory("counterpoint-" + purpose));
    } catch (IOException e) {
      throw new FileNotWrittenException(Path.of(System.getProperty("java.io.tmpdir")), e);
    }
  }

  /** Deletes it, as far as that is possible: what stays is no reason to lose results. */
  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // The system empties its folder of temporary files.
    }
  }
}
