package dev.counterpoint.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What every command has: an option that explains it. */
@Command(
    sortOptions = false,
    synopsisHeading = "%nUsage: ",
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n")
public abstract class HelpfulCommand {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      order = Integer.MAX_VALUE,
      description = "Show this help.")
  private boolean help;
}
