package dev.counterpoint.app.bench.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The most memory that a process has had in use at once, as Linux counts its resident pages: Java,
 * the libraries and all arrays.
 *
 * @param megabytes 10^6 bytes
 */
public record ResidentPeak(double megabytes) {

  private static final String MARK = "resident ";
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String FIELD = "VmHWM:";

  /** Whether this machine counts it. */
  public static boolean isKnown() {
    return Files.isReadable(STATUS);
  }

  /** This process's so far; empty where the machine does not count it. */
  public static Optional<ResidentPeak> here() {
    if (!isKnown()) {
      return Optional.empty();
    }
    try {
      return of(Files.readAllLines(STATUS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From the lines of such a file, which counts in KiB. */
  static Optional<ResidentPeak> of(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith(FIELD))
        .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .map(kibibytes -> new ResidentPeak(kibibytes * 1024 / 1e6))
        .findFirst();
  }

  /** As a process prints it for the one that started it. */
  public String line() {
    return MARK + megabytes;
  }

  /** Reads such a line; empty if it is another. */
  public static Optional<ResidentPeak> parse(String line) {
    return line.startsWith(MARK)
        ? Optional.of(new ResidentPeak(Double.parseDouble(line.substring(MARK.length()))))
        : Optional.empty();
  }
}
