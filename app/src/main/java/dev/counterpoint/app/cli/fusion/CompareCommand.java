package dev.counterpoint.app.cli.fusion;

import dev.counterpoint.app.cli.HelpfulCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares methods, or subsets of modalities. */
@Command(
    name = "compare",
    header = "Compares methods, or subsets of modalities, on the same data and seeds.",
    description = {
      "",
      "  counterpoint compare fusion --recipe fusion-mixture --seeds 5",
      "  counterpoint compare latent-quality --features my-features"
    },
    subcommands = {
      CompareFusionCommand.class,
      CompareLatentQualityCommand.class,
      CommandLine.HelpCommand.class
    })
public final class CompareCommand extends HelpfulCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Created by picocli. */
  public CompareCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "compare what? There is: compare fusion, compare latent-quality");
  }
}
