package dev.counterpoint.app.cli.data;

import dev.counterpoint.app.cli.Console;
import dev.counterpoint.app.cli.ExitCode;
import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.data.Digits;
import dev.counterpoint.datasets.digits.DigitFolder;
import dev.counterpoint.datasets.digits.DigitSets;
import dev.counterpoint.datasets.download.CacheFolder;
import dev.counterpoint.datasets.download.ClipFiles;
import dev.counterpoint.datasets.download.Downloader;
import dev.counterpoint.datasets.download.Host;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Downloads MNIST, or the weights of a published CLIP. */
@Command(
    name = "fetch",
    header = "Downloads MNIST, or the weights of a published CLIP, into the cache.",
    description = {
      "",
      "Checks each file by its SHA-256, goes on with a download that was cut off, and does nothing"
          + " where all is there. COUNTERPOINT_CACHE names another cache.",
      "",
      "  counterpoint data fetch                         MNIST (four files, 11 MB)",
      "  counterpoint data fetch clip-vit-b-32           OpenAI's CLIP (607 MB)",
      "  counterpoint data fetch clip-vit-b-32-laion2b   LAION's CLIP (607 MB)",
      "",
      "For a CLIP it prints the settings of a training that starts from it."
    })
final class DataFetchCommand extends HelpfulCommand implements Callable<Integer> {

  private static final String MNIST = "mnist";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "WHAT",
      defaultValue = MNIST,
      description = "mnist, clip-vit-b-32 or clip-vit-b-32-laion2b. Default: mnist.")
  private String what;

  @Override
  public Integer call() {
    if (what.equals(MNIST)) {
      return fetchMnist();
    }
    return fetchClip(
        ClipFiles.find(what)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "WHAT: expected mnist, %s, found '%s'"
                            .formatted(
                                Arrays.stream(ClipFiles.values())
                                    .map(ClipFiles::id)
                                    .collect(Collectors.joining(" or ")),
                                what))));
  }

  private static int fetchMnist() {
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

  private static int fetchClip(ClipFiles clip) {
    Path folder = CacheFolder.of(Host.current()).resolve(clip.id());
    Downloader downloader = new Downloader(Console.downloads());
    downloader.ensure(clip.tokenizer(), folder);
    downloader.ensure(clip.weights(), folder);
    Path weights = folder.resolve(clip.weights().name());
    String variant = clip.quickGelu() ? "-quickgelu" : "";
    System.out.printf("%s is whole, in %s%n%n", clip.id(), folder);
    System.out.println("A training of the recipe clip-vit-b-32 starts from it with");
    System.out.println("  --set image.encoder=vit-b-32" + variant);
    System.out.println("  --set text.encoder=text-clip" + variant);
    System.out.println("  --set image.weights=" + weights);
    System.out.println("  --set text.weights=" + weights);
    System.out.println("  --set text.tokenizer=" + folder.resolve(clip.tokenizer().name()));
    return ExitCode.OK;
  }
}
