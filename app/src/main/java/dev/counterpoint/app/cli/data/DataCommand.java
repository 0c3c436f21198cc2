package dev.counterpoint.app.cli.data;

import dev.counterpoint.app.cli.ExitCode;
import dev.counterpoint.app.cli.HelpfulCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What there is to train on. */
@Command(
    name = "data",
    header = "Shows, describes and fetches the data.",
    description = {
      "",
      "  counterpoint data info                     which digits, and are they whole?",
      "  counterpoint data fetch                    download MNIST (11 MB)",
      "  counterpoint data fetch clip-vit-b-32      weights of a CLIP (607 MB)",
      "  counterpoint data preview --out pictures   what does the training see?",
      "  counterpoint data shards --out shards ...  large sets, in large files"
    },
    subcommands = {
      DataInfoCommand.class,
      DataFetchCommand.class,
      DataPreviewCommand.class,
      DataShardsCommand.class
    })
public final class DataCommand extends HelpfulCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
