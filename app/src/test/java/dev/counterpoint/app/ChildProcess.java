package dev.counterpoint.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs of this class path in processes of their own, with the settings of the tests. */
public final class ChildProcess {

  private ChildProcess() {}

  /** Starts a program; its standard error is shown with that of the tests. */
  public static Process start(Class<?> main, String... arguments) throws IOException {
    return builder(main, arguments).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Starts the program as a person does; all that it says goes to a file. */
  public static Process counterpoint(Path output, String... arguments) throws IOException {
    return builder(Counterpoint.class, arguments)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /**
   * Whether Ctrl-C reaches no child: a shell that is no terminal's starts programs in the
   * background so, and Java leaves an ignored signal ignored.
   */
  public static boolean interruptIsIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }

  private static ProcessBuilder builder(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dai.djl.offline=true",
            "-cp",
            classPath(),
            main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  /** Surefire may start the tests from a jar that only names the class path. */
  public static String classPath() {
    String real = System.getProperty("surefire.test.class.path");
    return real == null
        ? System.getProperty("java.class.path")
        : real.replace("\n", File.pathSeparator);
  }
}
