package dev.counterpoint.app.cli.data;

import dev.counterpoint.app.cli.DigitOptions;
import dev.counterpoint.app.cli.ExitCode;
import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.data.Digits;
import dev.counterpoint.datasets.DatasetNotFoundException;
import dev.counterpoint.datasets.digits.DigitChoice;
import dev.counterpoint.datasets.digits.DigitSets;
import dev.counterpoint.datasets.digits.FoundDigits;
import dev.counterpoint.datasets.digits.LabeledImages;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Describes the digits. */
@Command(
    name = "info",
    header = "Says which digits would be used, and what is in them.",
    description = {
      "",
      "Reads all files, as a training does, and downloads nothing.",
      "",
      "  counterpoint data info",
      "  counterpoint data info --digits ~/fashion-mnist"
    })
final class DataInfoCommand extends HelpfulCommand implements Callable<Integer> {

  @Mixin private DigitOptions digits;

  @Override
  public Integer call() {
    if (digits.request().choice() != DigitChoice.RENDERED
        && Digits.locate(digits.request()).isEmpty()) {
      throw new DatasetNotFoundException(
          "there are no digits on this machine yet",
          "'counterpoint data fetch' downloads MNIST, --digits DIR names a folder, --rendered"
              + " describes those that the program draws.");
    }
    FoundDigits found = digits.find();
    DigitSets sets = found.digits();
    System.out.println(found.explanation());
    System.out.printf("name     %s%n", sets.name());
    System.out.printf(
        "origin   %s%n", found.origin().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    describe("train", sets.train());
    describe("test", sets.test());
    sets.sha256ByFile().forEach((file, sum) -> System.out.printf("%s  %s%n", sum, file));
    return ExitCode.OK;
  }

  private static void describe(String part, LabeledImages images) {
    System.out.printf(
        Locale.ROOT,
        "%-7s  %,d images of %d x %d pixels, %d classes%n",
        part,
        images.size(),
        images.height(),
        images.width(),
        images.classes());
    int[] counts = new int[images.classes()];
    for (byte label : images.labels()) {
      counts[label]++;
    }
    StringBuilder line = new StringBuilder("         ");
    for (int label = 0; label < counts.length; label++) {
      line.append(label == 0 ? "" : "  ").append(label).append(": ").append(counts[label]);
    }
    System.out.println(line);
  }
}
