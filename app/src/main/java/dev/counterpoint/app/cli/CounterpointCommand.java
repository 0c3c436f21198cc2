package dev.counterpoint.app.cli;

import ai.djl.engine.EngineException;
import dev.counterpoint.app.cli.data.DataCommand;
import dev.counterpoint.app.cli.fusion.CompareCommand;
import dev.counterpoint.app.cli.fusion.TuneCommand;
import dev.counterpoint.app.cli.inference.ClassifyCommand;
import dev.counterpoint.app.cli.inference.EmbedCommand;
import dev.counterpoint.app.cli.interactions.InteractionsCommand;
import dev.counterpoint.app.cli.machine.BenchCommand;
import dev.counterpoint.app.cli.machine.BundleRuntimeCommand;
import dev.counterpoint.app.cli.machine.DoctorCommand;
import dev.counterpoint.app.cli.machine.VerifyGpuCommand;
import dev.counterpoint.app.cli.reproduce.ReproduceCommand;
import dev.counterpoint.app.cli.search.IndexCommand;
import dev.counterpoint.app.cli.search.SearchCommand;
import dev.counterpoint.app.cli.simulation.SimulateCommand;
import dev.counterpoint.app.device.OutOfMemoryException;
import dev.counterpoint.app.runtime.TorchLibraries;
import dev.counterpoint.datasets.CounterpointException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** The command line: what it can do, and how errors become text and exit codes. */
@Command(
    name = "counterpoint",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    sortOptions = false,
    synopsisHeading = "%nUsage: ",
    header = "Trains and compares multimodal contrastive models on the JVM.",
    description = {
      "",
      "First steps:",
      "  counterpoint reproduce colored-mnist --size quick   under a minute",
      "  counterpoint reproduce colored-mnist                some minutes",
      "  counterpoint doctor                                 can I train here?",
      "  counterpoint data preview --out pictures            what does it see?",
      "  counterpoint train --help                           what can it do?",
      "  counterpoint classify picture.png                   what is this?",
      "  counterpoint train clip --help                      your own pictures?",
      "  counterpoint search --help                          where is the picture?",
      "  counterpoint compare fusion --help                  which modality helps?",
      "  counterpoint interactions --help                    what do two of them tell?",
      "",
      "With an NVIDIA GPU, --cuda comes before the command: './counterpoint --cuda doctor'."
    },
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; for reproduce, whatever the verdicts (see --strict)",
      "1:a fault of this program",
      "2:wrong command line or recipe",
      "3:data not found, not readable or not in order",
      "4:a run, checkpoint, bundle or result cannot be written or read",
      "5:training diverged",
      "6:the device or PyTorch's libraries for it are not there",
      "7:a claim falls short (with --strict), or a check of verify-gpu",
      "8:a benchmark could not be measured",
      "9:pictures that cannot be read were skipped",
      "10:a computation needs more memory than the device has",
      "130:interrupted by Ctrl-C; what was done is saved"
    },
    subcommands = {
      ReproduceCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      CompareCommand.class,
      TuneCommand.class,
      SimulateCommand.class,
      InteractionsCommand.class,
      ExportCommand.class,
      ClassifyCommand.class,
      EmbedCommand.class,
      SearchCommand.class,
      IndexCommand.class,
      DataCommand.class,
      DoctorCommand.class,
      VerifyGpuCommand.class,
      BenchCommand.class,
      BundleRuntimeCommand.class,
      ReadmeCommand.class,
      DoJobsCommand.class,
      CommandLine.HelpCommand.class
    })
public final class CounterpointCommand implements Callable<Integer> {

  /** The exit code of work that was stopped by a signal and has saved. */
  public static final int INTERRUPTED = ExitCode.INTERRUPTED;

  @Spec private CommandLine.Model.CommandSpec spec;

  /** Created by picocli. */
  CounterpointCommand() {}

  /**
   * Runs a command line.
   *
   * @return the exit code
   */
  public static int execute(String... arguments) {
    return commandLine().execute(arguments);
  }

  /** The parser with its commands. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new CounterpointCommand());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    line.setParameterExceptionHandler(CounterpointCommand::explain);
    line.setExecutionExceptionHandler(
        (exception, command, result) -> {
          Optional<CounterpointException> known =
              known(exception, TorchLibraries.missing(exception));
          if (known.isPresent()) {
            command
                .getErr()
                .println(command.getColorScheme().errorText("error: " + known.get().problem()));
            if (!known.get().remedy().isEmpty()) {
              command.getErr().println(known.get().remedy());
            }
            return ExitCode.of(known.get());
          }
          command.getErr().println("This is a fault of Counterpoint, please report it:");
          exception.printStackTrace(command.getErr());
          return ExitCode.BUG;
        });
    return line;
  }

  /**
   * What a person can do something about.
   *
   * @param missing what is said of an engine that does not load, where its libraries are missing
   */
  static Optional<CounterpointException> known(
      Throwable exception, Optional<? extends CounterpointException> missing) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof EngineException && missing.isPresent()) {
        return Optional.of(missing.get());
      }
      if (cause instanceof EngineException engine
          && !(exception instanceof CounterpointException)
          && OutOfMemoryException.isCause(engine)) {
        return Optional.of(OutOfMemoryException.elsewhere(engine));
      }
    }
    return exception instanceof CounterpointException known ? Optional.of(known) : Optional.empty();
  }

  /** Explains a mistake in the command line in a few lines, which a whole help would push away. */
  private static int explain(CommandLine.ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(command.getColorScheme().errorText("error: " + exception.getMessage()));
    CommandLine.UnmatchedArgumentException.printSuggestions(exception, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
