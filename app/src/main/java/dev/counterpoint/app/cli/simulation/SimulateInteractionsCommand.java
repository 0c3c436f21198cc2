package dev.counterpoint.app.cli.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.report.ConsoleTable;
import dev.counterpoint.app.simulation.InteractionsStudy;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Interactions of Liang et al. 2023 on random distributions. */
@Command(
    name = "interactions",
    header = "Do the bounds on synergy hold on random distributions (Liang et al. 2023)?",
    description = {
      "",
      "Distributions are drawn uniformly from all of a shape. A table or features of your own:"
          + " 'counterpoint interactions FILE'.",
      "",
      "  counterpoint simulate interactions",
      "  counterpoint simulate interactions --shape 3,3,4 --distributions 1000"
    })
public final class SimulateInteractionsCommand extends HelpfulCommand implements Callable<Integer> {

  @Option(
      names = "--shape",
      paramLabel = "N",
      split = ",",
      defaultValue = "2,2,2",
      description = "Symbols of x1 and of x2, and labels. Default: 2,2,2.")
  private List<Integer> shape;

  @Option(
      names = "--distributions",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many are drawn. Default: 10000.")
  private int distributions;

  @Option(
      names = "--sampled",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Of how many of them examples are drawn. Default: 1000.")
  private int sampled;

  @Option(
      names = "--examples",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Drawn of each of these. Default: 10000.")
  private int examples;

  @Mixin private SimulationOptions options;
  @Spec private CommandSpec spec;

  /** Created by picocli. */
  public SimulateInteractionsCommand() {}

  @Override
  public Integer call() {
    InteractionsStudy study;
    try {
      study =
          new InteractionsStudy(shape, distributions, Math.min(sampled, distributions), examples);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    return options.run(
        "interactions",
        study.key(),
        InteractionsStudy.parts(),
        study::run,
        result ->
            System.out.println(new ConsoleTable(Charset.defaultCharset()).table(table(result))));
  }

  private static ResultTable table(JsonNode result) {
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode bound : result.path("bounds")) {
      rows.add(
          List.of(
              Cell.text(bound.path("name").asText()),
              Cell.text(bound.path("violations").asText()),
              Cell.number(bound.path("worst").asDouble(), 4),
              Cell.number(bound.path("meanDistance").asDouble(), 4)));
    }
    return new ResultTable(
        "Bounds on %d distributions".formatted(result.path("distributions").asInt()),
        "Violations by more than 1e-6; bits, and shares for accuracy. Largest duality gap: "
            + result.path("largestGap").asText()
            + " bits.",
        List.of("Bound", "Violations", "Largest", "Mean distance"),
        rows);
  }
}
