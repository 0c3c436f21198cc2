package dev.counterpoint.app.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a bundle takes on disk, by part, in bytes of whole blocks, as {@code du} counts.
 *
 * @param java the Java image
 * @param jars the jars but for PyTorch's natives
 * @param torch PyTorch's natives
 */
public record BundleSize(long java, long jars, long torch) {

  /** The most that a bundle should take without PyTorch's natives, in bytes. */
  public static final long MOST_WITHOUT_NATIVES = 150_000_000;

  private static final long BLOCK = 4096;

  static BundleSize of(Path bundle) throws IOException {
    long torch = 0;
    long jars = 0;
    Path lib = bundle.resolve(RuntimeBundle.LIB);
    for (Path file : files(lib)) {
      if (ClassPathJar.isOfTorch(file.getFileName().toString())) {
        torch += blocks(file);
      } else {
        jars += blocks(file);
      }
    }
    long java = 0;
    for (Path file : files(bundle.resolve(RuntimeBundle.JAVA))) {
      java += blocks(file);
    }
    return new BundleSize(java, jars, torch);
  }

  /** All but PyTorch's natives, in bytes. */
  public long withoutNatives() {
    return java + jars;
  }

  /** All of it, in bytes. */
  public long all() {
    return java + jars + torch;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).toList();
    }
  }

  private static long blocks(Path file) throws IOException {
    return (Files.size(file) + BLOCK - 1) / BLOCK * BLOCK;
  }
}
