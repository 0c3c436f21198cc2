package dev.counterpoint.app.cli;

import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.ReadmeTables;
import dev.counterpoint.app.experiment.ResultsFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Keeps the README's numbers equal to those of an experiment. */
@Command(
    name = "readme",
    hidden = true,
    header = "Writes the results of an experiment into the README.",
    description = {
      "",
      "For maintainers. Replaces what stands between <!-- results:NAME --> and"
          + " <!-- /results:NAME -->; every other byte stays.",
      "",
      "  counterpoint readme --results runs/colored-mnist/results.json"
    })
final class ReadmeCommand extends HelpfulCommand implements Callable<Integer> {

  @Option(
      names = "--results",
      paramLabel = "FILE",
      required = true,
      description = "The results.json that an experiment ended with.")
  private Path results;

  @Option(
      names = "--readme",
      paramLabel = "FILE",
      defaultValue = "README.md",
      description = "The file with the markers. Default: README.md.")
  private Path readme;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The name in the markers. Default: that of the experiment.")
  private String name;

  @Override
  public Integer call() {
    ExperimentResults read = ResultsFile.read(results);
    String marker = name == null ? read.experiment() : name;
    ReadmeTables.update(readme, marker, ReadmeTables.markdown(read));
    System.out.printf("%s: results of %s are up to date%n", readme, marker);
    return ExitCode.OK;
  }
}
