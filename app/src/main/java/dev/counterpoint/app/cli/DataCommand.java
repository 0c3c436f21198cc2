package dev.counterpoint.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What there is to train on. */
@Command(
    name = "data",
    header = "Shows, describes and fetches the data.",
    description = {
      "",
      "  counterpoint data info                       which digits would be used, and are they whole?",
      "  counterpoint data fetch                      download MNIST (11 MB) into the cache",
      "  counterpoint data preview --out pictures     what does the training see?",
      ""
    },
    commandListHeading = "Commands:%n",
    optionListHeading = "%nOptions:%n",
    subcommands = {DataInfoCommand.class, DataFetchCommand.class, DataPreviewCommand.class})
final class DataCommand extends HelpfulCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which one: info, fetch or preview?");
  }
}
