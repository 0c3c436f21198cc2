package dev.counterpoint.app.cli.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.cli.fusion.FusionDataOptions;
import dev.counterpoint.app.cli.simulation.SimulationOptions;
import dev.counterpoint.app.fusion.FusionData;
import dev.counterpoint.app.interactions.sets.InteractionSet;
import dev.counterpoint.app.interactions.sets.InteractionsTable;
import dev.counterpoint.app.interactions.sets.SetInteractions;
import dev.counterpoint.app.report.ConsoleTable;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Interactions of a data set, beside what classifiers reach. */
@Command(
    name = "interactions",
    header = "Measures what the modalities of a data set tell, and what classifiers reach.",
    description = {
      "",
      "Estimates redundancy, uniqueness and synergy from clusters of features and from predictions,"
          + " bounds synergy and accuracy without labeled pairs, and trains a classifier of each"
          + " modality and two of both on the same examples. A file of your own: 'counterpoint"
          + " interactions FILE'.",
      "",
      "  counterpoint evaluate interactions --set audio-visual-digits",
      "  counterpoint evaluate interactions --set nlvr --examples 2000 --out runs/nlvr"
    })
public final class EvaluateInteractionsCommand extends HelpfulCommand implements Callable<Integer> {

  @Option(
      names = "--set",
      paramLabel = "NAME",
      required = true,
      description = "audio-visual-digits, colored-digits or nlvr.")
  private String set;

  @Option(
      names = "--examples",
      paramLabel = "N",
      defaultValue = "4000",
      description = "To train on and to measure on, each, at most. Default: 4000.")
  private int examples;

  @Option(
      names = "--replicates",
      paramLabel = "N",
      defaultValue = "50",
      description = "Bootstrap samples for intervals, 2 or more. Default: 50.")
  private int replicates;

  @Mixin private SimulationOptions options;
  @Mixin private FusionDataOptions data;
  @Spec private CommandSpec spec;

  /** Created by picocli. */
  public EvaluateInteractionsCommand() {}

  @Override
  public Integer call() {
    SetInteractions measure;
    try {
      measure = new SetInteractions(InteractionSet.named(set), examples, replicates);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    FusionData source = data.data();
    return options.runOnDevice(
        "evaluate interactions",
        "set-interactions",
        measure.set().title(),
        measure.key(),
        SetInteractions.PARTS,
        (device, seed, done, stop) -> measure.run(source, device, seed, done, stop),
        EvaluateInteractionsCommand::show);
  }

  private static void show(JsonNode found) {
    ConsoleTable console = new ConsoleTable(Charset.defaultCharset());
    InteractionsTable table = new InteractionsTable(List.of(List.of(found)));
    System.out.println(console.table(table.information()));
    System.out.println(console.table(table.bounds()));
    System.out.println(console.table(table.foretold()));
    System.out.println(console.table(table.measured()));
  }
}
