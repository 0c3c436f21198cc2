package dev.counterpoint.app.cli.machine;

import dev.counterpoint.app.bench.Bench;
import dev.counterpoint.app.bench.BenchFile;
import dev.counterpoint.app.bench.BenchResult;
import dev.counterpoint.app.bench.BenchTable;
import dev.counterpoint.app.bench.Machine;
import dev.counterpoint.app.bench.PeerBuild;
import dev.counterpoint.app.cli.Console;
import dev.counterpoint.app.cli.ExitCode;
import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.natives.Natives;
import dev.counterpoint.app.report.ConsoleTable;
import dev.counterpoint.datasets.download.Host;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the training step against the same step written against libtorch. */
@Command(
    name = "bench",
    header = "Measures the speed of training against libtorch.",
    description = {
      "",
      "The peer is the same training step written against libtorch through the JavaCPP presets. It is"
          + " built by Maven on first use, which downloads 110 MB. Both sides have one thread, the"
          + " same environment and a process of their own, and take turns; before, they are checked"
          + " to compute the same. What is farthest behind is printed first.",
      "",
      "Shares are those of the machine's best matrix product (peak-share) and of a step"
          + " (optimizer-share; outside-kernels is all that is neither convolution nor matrix"
          + " product, by libtorch's profiler). How a step grows with batch, picture and threads is measured on"
          + " request only.",
      "",
      "  counterpoint bench --out bench.jsonl",
      "  counterpoint bench --no-peer --rounds 1    our side only",
      "  counterpoint bench --no-peer --only growth"
    })
public final class BenchCommand extends HelpfulCommand implements Callable<Integer> {

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Writes the results here, one JSON object a line.")
  private Path out;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Times that everything is measured. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "2",
      description =
          "Seconds to measure each side in each round, after a warm-up. Default: ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(
      names = "--only",
      paramLabel = "ID",
      split = ",",
      description =
          "Measures these alone, by their names or first words: ${COMPLETION-CANDIDATES}.",
      completionCandidates = Ids.class)
  private List<String> only;

  @Option(names = "--no-peer", description = "Measures our side alone; nothing is built.")
  private boolean noPeer;

  @Spec private CommandSpec spec;

  /** For the help text. */
  static final class Ids implements Iterable<String> {

    /** Created by picocli. */
    Ids() {}

    @Override
    public java.util.Iterator<String> iterator() {
      return Bench.ids().iterator();
    }
  }

  @Override
  public Integer call() {
    check();
    // Each process that is measured does the same; none should be the one that unpacks.
    new Natives(Host.current()).prepare(Console::say);
    String peer = noPeer ? null : PeerBuild.here().classPath(Console::say);
    List<BenchResult> results =
        new Bench(rounds, seconds, peer, Console::say)
            .run(only == null ? Bench.usualIds() : wanted());
    if (out != null) {
      BenchFile.write(out, results);
    }
    spec.commandLine().getOut().println(Machine.line());
    spec.commandLine().getOut().print(table(results));
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private void check() {
    if (rounds < 1 || !(seconds > 0) || seconds > 3600) {
      throw new ParameterException(
          spec.commandLine(),
          "--rounds must be at least 1 and --seconds above 0 and at most 3600, found %d and %s"
              .formatted(rounds, seconds));
    }
    if (only != null) {
      wanted();
    }
  }

  /** Each name is an id, or the first words of some: "fusion-step" is all that begin so. */
  private List<String> wanted() {
    Set<String> ids = new LinkedHashSet<>();
    for (String name : only) {
      List<String> named =
          Bench.ids().stream().filter(id -> id.equals(name) || id.startsWith(name + ".")).toList();
      if (named.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "--only %s: there are %s".formatted(name, Bench.ids()));
      }
      ids.addAll(named);
    }
    return List.copyOf(ids);
  }

  private String table(List<BenchResult> results) {
    String explanation =
        "Medians over %d rounds of %s s; low and high are the extreme ratios of single rounds. %s"
            .formatted(rounds, seconds, BenchTable.READING);
    return new ConsoleTable(Charset.defaultCharset()).table(BenchTable.of(explanation, results));
  }
}
