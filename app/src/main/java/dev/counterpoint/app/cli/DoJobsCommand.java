package dev.counterpoint.app.cli;

import dev.counterpoint.app.worker.JobLoop;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Does what another process of this program sends. */
@Command(
    name = JobLoop.COMMAND,
    hidden = true,
    header = "Does jobs of 'reproduce', which starts this itself.",
    description = {
      "",
      "Reads a command line as a JSON array per line from its standard input, runs one after the"
          + " other, and ends with the input.",
      "",
      "  counterpoint do-jobs < jobs.txt"
    })
final class DoJobsCommand extends HelpfulCommand implements Callable<Integer> {

  /** Created by picocli. */
  DoJobsCommand() {}

  @Override
  public Integer call() {
    return JobLoop.run(CounterpointCommand::execute, ExitCode.INTERRUPTED);
  }
}
