package dev.counterpoint.app.cli;

import dev.counterpoint.app.bench.BenchFile;
import dev.counterpoint.app.bench.BenchTable;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.experiment.file.ResultsFile;
import dev.counterpoint.app.experiment.readme.MarkdownTable;
import dev.counterpoint.app.experiment.readme.ReadmeTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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

  @Spec private CommandSpec spec;

  @Option(
      names = "--results",
      paramLabel = "FILE",
      required = true,
      description =
          "The results.json that an experiment ended with, or the .jsonl file of a benchmark.")
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

  @Option(
      names = "--table",
      paramLabel = "TITLE",
      description = "Write the table with this title alone. Default: the claims and all tables.")
  private String table;

  @Option(
      names = "--leave-out",
      paramLabel = "TITLE",
      description = "Leave out the table with this title, which is in the report; may be repeated.")
  private List<String> leftOut = new ArrayList<>();

  @Option(
      names = "--without-claims",
      description = "Leave out the claims, which 'reproduce all' puts in one table.")
  private boolean withoutClaims;

  @Override
  public Integer call() {
    String marker;
    if (results.toString().endsWith(".jsonl")) {
      marker = name == null ? "bench" : name;
      ReadmeTables.update(
          readme, marker, MarkdownTable.of(BenchTable.of("", BenchFile.read(results))));
    } else {
      ExperimentResults read = ResultsFile.read(results);
      marker = name == null ? read.experiment() : name;
      ReadmeTables.update(readme, marker, ReadmeTables.markdown(chosen(read)));
    }
    System.out.printf("%s: results of %s are up to date%n", readme, marker);
    return ExitCode.OK;
  }

  private ExperimentResults chosen(ExperimentResults all) {
    List<String> titles = all.tables().stream().map(ResultTable::title).toList();
    List<String> asked = new ArrayList<>(leftOut);
    if (table != null) {
      asked.add(table);
    }
    if (!titles.containsAll(asked)) {
      throw new ParameterException(
          spec.commandLine(),
          "%s: there are only %s".formatted(table == null ? "--leave-out" : "--table", titles));
    }
    List<ResultTable> wanted =
        all.tables().stream()
            .filter(one -> table == null || one.title().equals(table))
            .filter(one -> !leftOut.contains(one.title()))
            .toList();
    return new ExperimentResults(
        all.experiment(),
        all.digits(),
        all.seeds(),
        all.seconds(),
        table == null && !withoutClaims ? all.claims() : List.of(),
        all.size(),
        all.versions(),
        wanted);
  }
}
