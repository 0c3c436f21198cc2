package dev.counterpoint.inference.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file that is being written, beside its final name. It is removed when this is closed or the
 * process is asked to end; one that a killed process left is removed by the next.
 */
final class PartFile implements AutoCloseable {

  private static final String ENDING = ".part";

  private final Path path;
  private final Thread removal = new Thread(this::remove, "remove-unfinished-index");

  private PartFile(Path path) {
    this.path = path;
    Runtime.getRuntime().addShutdownHook(removal);
  }

  static PartFile beside(Path target) throws IOException {
    Files.createDirectories(target.getParent());
    String stem = "." + target.getFileName() + ".";
    removeLeft(target.getParent(), stem);
    String unique = ProcessHandle.current().pid() + "." + Long.toHexString(System.nanoTime());
    return new PartFile(target.resolveSibling(stem + unique + ENDING));
  }

  private static void removeLeft(Path folder, String stem) throws IOException {
    List<Path> left;
    try (Stream<Path> files = Files.list(folder)) {
      left =
          files
              .filter(file -> file.getFileName().toString().startsWith(stem))
              .filter(file -> file.getFileName().toString().endsWith(ENDING))
              .toList();
    }
    for (Path file : left) {
      String[] parts = file.getFileName().toString().substring(stem.length()).split("\\.");
      if (parts[0].matches("\\d{1,18}") && ProcessHandle.of(Long.parseLong(parts[0])).isEmpty()) {
        Files.deleteIfExists(file);
      }
    }
  }

  Path path() {
    return path;
  }

  private void remove() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // The next one that writes here removes it.
    }
  }

  @Override
  public void close() {
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(removal);
    } catch (IllegalStateException e) {
      // The process ends already.
    }
  }
}
