package dev.counterpoint.app.cli;

import dev.counterpoint.app.data.Digits;
import dev.counterpoint.app.fusion.FusionData;
import dev.counterpoint.app.reproduce.data.CaptionedData;
import dev.counterpoint.app.reproduce.data.DigitData;
import dev.counterpoint.app.reproduce.data.EmojiSource;
import dev.counterpoint.app.reproduce.data.MadeOrFound;
import dev.counterpoint.datasets.digits.DigitChoice;
import dev.counterpoint.datasets.digits.DigitRequest;
import dev.counterpoint.datasets.digits.FoundDigits;
import dev.counterpoint.datasets.digits.Origin;
import dev.counterpoint.datasets.download.Host;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which digits to use. */
public final class DigitOptions {

  @ArgGroup(heading = "%nDigits, at most one of these:%n")
  private Choice choice = new Choice();

  /** Created by picocli. */
  public DigitOptions() {}

  static final class Choice {
    @Option(
        names = "--data",
        paramLabel = "DIR",
        description =
            "Folder of data sets; MNIST is in DIR/mnist or in DIR. Default: the environment"
                + " variable COUNTERPOINT_DATA, then the cache, then a download.")
    private Path data;

    @Option(
        names = "--digits",
        paramLabel = "DIR",
        description =
            "Folder with four IDX files named as MNIST's, plain or .gz: MNIST, EMNIST digits,"
                + " Fashion-MNIST.")
    private Path digits;

    @Option(
        names = "--rendered",
        description = "Digits drawn by the program itself: no data needed, not to be quoted.")
    private boolean rendered;

    @Option(
        names = "--mnist",
        description = "Insist on real digits: never fall back to rendered ones.")
    private boolean mnist;
  }

  public DigitRequest request() {
    DigitChoice which =
        choice.rendered ? DigitChoice.RENDERED : choice.mnist ? DigitChoice.MNIST : DigitChoice.ANY;
    return new DigitRequest(
        which, Optional.ofNullable(choice.digits), Optional.ofNullable(choice.data));
  }

  /** The digits of an experiment, with what leads its processes to the same. */
  public DigitData data() {
    FoundDigits found = find();
    // Whoever looked once need not look again, and must not find something else.
    return new DigitData(
        found, found.origin() == Origin.RENDERED ? List.of("--rendered") : arguments());
  }

  /** The pictures with captions of an experiment, from the same folder of data sets. */
  public CaptionedData captioned() {
    return new EmojiSource(Host.current()).find(Optional.ofNullable(choice.data), choice.rendered);
  }

  /** Digits with recordings of an experiment, with what leads its processes to the same. */
  public MadeOrFound paired() {
    FoundDigits found = find();
    Optional<Path> recordings =
        choice.rendered
            ? Optional.empty()
            : FusionData.recordings(Optional.ofNullable(choice.data));
    String voices =
        recordings
            .map(folder -> "FSDD in " + folder)
            .orElse("Synthesised voices: no FSDD is there");
    return new MadeOrFound(
        "%s with %s"
            .formatted(
                found.digits().name(), recordings.isPresent() ? "FSDD" : "synthesised voices"),
        found.explanation() + System.lineSeparator() + voices + ".",
        found.origin() == Origin.RENDERED || recordings.isEmpty(),
        found.digits().train().size(),
        fusionArguments());
  }

  /** Pictures with statements of an experiment. */
  public MadeOrFound statements() {
    Optional<Path> shards =
        choice.rendered ? Optional.empty() : FusionData.shards(Optional.ofNullable(choice.data));
    return new MadeOrFound(
        shards.isPresent() ? "NLVR" : "drawn statements",
        shards
            .map(folder -> "NLVR in " + folder + ".")
            .orElse("Scenes and statements drawn by the program: no NLVR is there."),
        shards.isEmpty(),
        1,
        fusionArguments());
  }

  private List<String> fusionArguments() {
    if (choice.rendered) {
      return List.of("--rendered");
    }
    return choice.data == null ? List.of() : List.of("--data", choice.data.toString());
  }

  public FoundDigits find() {
    return Digits.find(request(), Console.downloads());
  }

  /** The same wish for another process. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    if (choice.data != null) {
      arguments.addAll(List.of("--data", choice.data.toString()));
    }
    if (choice.digits != null) {
      arguments.addAll(List.of("--digits", choice.digits.toString()));
    }
    if (choice.rendered) {
      arguments.add("--rendered");
    }
    if (choice.mnist) {
      arguments.add("--mnist");
    }
    return arguments;
  }
}
