package dev.counterpoint.app.cli.reproduce;

import dev.counterpoint.app.cli.Console;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.experiment.file.ResultsFile;
import dev.counterpoint.app.report.ConsoleTable;
import dev.counterpoint.app.report.Report;
import java.nio.charset.Charset;
import java.nio.file.Path;

/** What an experiment leaves when it has ended: its results, its page, and a table to read. */
final class ConclusionFiles {

  private ConclusionFiles() {}

  /** Writes results and page into a folder, shows the table, and says where they are. */
  static void write(Path folder, ExperimentResults results, Report page) {
    Path resultsFile = folder.resolve(ResultsFile.NAME);
    Path pageFile = folder.resolve(Report.NAME);
    ResultsFile.write(resultsFile, results);
    page.write(pageFile);
    System.out.println(new ConsoleTable(Charset.defaultCharset()).results(results));
    Console.say("report:  " + pageFile);
    Console.say("results: " + resultsFile);
  }
}
