package dev.counterpoint.app.cli;

import dev.counterpoint.app.data.Digits;
import dev.counterpoint.datasets.digits.DigitFolder;
import dev.counterpoint.datasets.digits.DigitSets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Downloads MNIST. */
@Command(
    name = "fetch",
    header = "Downloads MNIST (four files, 11 MB) into the cache.",
    description = {
      "",
      "Checks each file by its SHA-256, goes on with a download that was cut off, and does nothing"
          + " where all is there. COUNTERPOINT_CACHE names another cache.",
      "",
      "  counterpoint data fetch"
    })
final class DataFetchCommand extends HelpfulCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    Path folder = Digits.fetch(Console.downloads());
    DigitSets digits = DigitFolder.load(folder);
    System.out.printf(
        Locale.ROOT,
        "%s is whole: %,d to train on, %,d to test on, in %s%n",
        digits.name(),
        digits.train().size(),
        digits.test().size(),
        folder);
    return ExitCode.OK;
  }
}
