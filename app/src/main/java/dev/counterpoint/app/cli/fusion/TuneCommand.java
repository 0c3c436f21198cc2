package dev.counterpoint.app.cli.fusion;

import dev.counterpoint.app.cli.HelpfulCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Chooses settings on validation examples. */
@Command(
    name = "tune",
    header = "Chooses the settings of methods on validation examples.",
    description = {"", "  counterpoint tune fusion --recipe fusion-mixture --out runs/tuning"},
    subcommands = {TuneFusionCommand.class, CommandLine.HelpCommand.class})
public final class TuneCommand extends HelpfulCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Created by picocli. */
  public TuneCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "tune what? There is: tune fusion");
  }
}
