package dev.counterpoint.app.bench;

import dev.counterpoint.app.natives.NativesChoice;
import dev.counterpoint.app.run.Versions;
import dev.counterpoint.datasets.download.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** What figures were measured on. */
public final class Machine {

  private static final Path CPU = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** One line: processor, cores, versions, natives of our side, threads. */
  public static String line() {
    Map<String, String> versions = Versions.all();
    String line =
        "%s, %d cores; %s; Java %s; DJL %s, PyTorch %s (%s); 1 thread where a row says nothing else";
    return line.formatted(
        processor(),
        Runtime.getRuntime().availableProcessors(),
        versions.get("system"),
        versions.get("java"),
        versions.get("djl"),
        versions.get("pytorch"),
        NativesChoice.of(Host.current()).kind());
  }

  private static String processor() {
    if (Files.isReadable(CPU)) {
      try (Stream<String> lines = Files.lines(CPU)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(System.getProperty("os.arch"));
      } catch (IOException e) {
        // The architecture will do.
      }
    }
    return System.getProperty("os.arch");
  }
}
