package dev.counterpoint.app.cli.fusion;

import dev.counterpoint.app.cli.Console;
import dev.counterpoint.app.fusion.FusionData;
import dev.counterpoint.app.fusion.FusionRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which data of a fusion to use. */
public final class FusionDataOptions {

  @ArgGroup(heading = "%nData, at most one of these:%n")
  private Choice choice = new Choice();

  /** Created by picocli. */
  public FusionDataOptions() {}

  static final class Choice {
    @Option(
        names = "--data",
        paramLabel = "DIR",
        description =
            "Folder of data sets: mnist, fsdd, nlvr. Default: the environment variable"
                + " COUNTERPOINT_DATA; what is not there is made by the program.")
    private Path data;

    @Option(
        names = "--rendered",
        description = "Digits, voices and scenes that the program makes itself, not to be quoted.")
    private boolean rendered;

    @Option(names = "--real", description = "Insist on real data: never fall back to made ones.")
    private boolean real;
  }

  /** Where the data come from that were asked for. */
  public FusionData data() {
    FusionRequest request =
        new FusionRequest(Optional.ofNullable(choice.data), choice.rendered, choice.real);
    return new FusionData(request, Console.downloads());
  }

  /** The same wish for another process. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    if (choice.data != null) {
      arguments.addAll(List.of("--data", choice.data.toString()));
    }
    if (choice.rendered) {
      arguments.add("--rendered");
    }
    if (choice.real) {
      arguments.add("--real");
    }
    return arguments;
  }
}
