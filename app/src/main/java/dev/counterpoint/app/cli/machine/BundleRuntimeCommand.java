package dev.counterpoint.app.cli.machine;

import dev.counterpoint.app.cli.Console;
import dev.counterpoint.app.cli.ExitCode;
import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.runtime.BundleSize;
import dev.counterpoint.app.runtime.BundledNatives;
import dev.counterpoint.app.runtime.RuntimeBundle;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a folder that runs where there is no JDK. */
@Command(
    name = "bundle-runtime",
    header = "Makes a folder with Java, the jars and a launcher, for machines without a JDK.",
    description = {
      "",
      "The folder runs on machines of the same system and architecture, wherever it is copied; its"
          + " README.txt says how. It is linked from the JDK that runs this command (JAVA_HOME).",
      "",
      "  counterpoint bundle-runtime --out counterpoint-linux",
      "  counterpoint bundle-runtime --out small --natives none"
    })
public final class BundleRuntimeCommand extends HelpfulCommand implements Callable<Integer> {

  private static final double MEGABYTE = 1e6;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The folder, a new one.")
  private Path out;

  @Option(names = "--replace", description = "Replace such a folder if it is there.")
  private boolean replace;

  @Option(
      names = "--natives",
      paramLabel = "WHICH",
      defaultValue = "cpu",
      description =
          "PyTorch's libraries in it: cpu, or none, where PYTORCH_LIBRARY_PATH names an installed"
              + " PyTorch or only trained models are used. Default: ${DEFAULT-VALUE}.")
  private BundledNatives natives;

  @Override
  public Integer call() {
    BundleSize size = RuntimeBundle.ofThisProgram(natives).write(out, replace, Console::say);
    Console.say(
        "%s in all: Java %s, jars %s, PyTorch's libraries %s"
            .formatted(
                megabytes(size.all()),
                megabytes(size.java()),
                megabytes(size.jars()),
                megabytes(size.torch())));
    if (size.withoutNatives() > BundleSize.MOST_WITHOUT_NATIVES) {
      Console.say(
          ("warning: without PyTorch's libraries it takes %s, more than the %s that it should."
                  + " Where Java is the larger part, install objcopy (binutils), which strips"
                  + " debugging symbols, and make it again.")
              .formatted(
                  megabytes(size.withoutNatives()), megabytes(BundleSize.MOST_WITHOUT_NATIVES)));
    }
    System.out.println(out);
    return ExitCode.OK;
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE);
  }
}
