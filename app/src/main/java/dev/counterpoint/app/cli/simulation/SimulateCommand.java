package dev.counterpoint.app.cli.simulation;

import dev.counterpoint.app.cli.HelpfulCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs simulations of the papers' theory. */
@Command(
    name = "simulate",
    header = "Runs a simulation of a paper's theory with settings of yours.",
    description = {
      "",
      "  counterpoint simulate signal-noise --signals 2,5 --ratios 1,3",
      "  counterpoint simulate interactions",
      "  counterpoint simulate latent-quality",
      "  counterpoint simulate connection --families both",
      "  counterpoint simulate disagreement --noise 0.5"
    },
    subcommands = {
      SimulateSignalNoiseCommand.class,
      SimulateInteractionsCommand.class,
      SimulateLatentQualityCommand.class,
      SimulateConnectionCommand.class,
      SimulateDisagreementCommand.class,
      CommandLine.HelpCommand.class
    })
public final class SimulateCommand extends HelpfulCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Created by picocli. */
  public SimulateCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "simulate what? There are: simulate signal-noise, simulate interactions, simulate"
            + " latent-quality, simulate connection, simulate disagreement");
  }
}
