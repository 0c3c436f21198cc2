package dev.counterpoint.app.cli.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.report.ConsoleTable;
import dev.counterpoint.app.simulation.SignalNoiseGrid;
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

/** Signal and noise of Huang et al. 2024. */
@Command(
    name = "signal-noise",
    header = "What one and two modalities learn of a signal and of noise (Huang et al. 2024).",
    description = {
      "",
      "Two-patch ReLU networks, full-batch gradient descent, the paper's constants. Options take"
          + " several numbers; all combinations are run.",
      "",
      "  counterpoint simulate signal-noise",
      "  counterpoint simulate signal-noise --signals 1,2,5 --ratios 0.5,1,3",
      "  counterpoint simulate signal-noise --curves --out runs/signal-noise"
    })
public final class SimulateSignalNoiseCommand extends HelpfulCommand implements Callable<Integer> {

  @Option(
      names = "--signals",
      paramLabel = "X",
      split = ",",
      defaultValue = "5",
      description = "Length of mu, the first modality's signal. Default: 5.")
  private List<Double> signals;

  @Option(
      names = "--ratios",
      paramLabel = "X",
      split = ",",
      defaultValue = "3",
      description = "C_mu, the second modality's signal over the first's. Default: 3.")
  private List<Double> ratios;

  @Option(
      names = "--temperatures",
      paramLabel = "X",
      split = ",",
      defaultValue = "0.05",
      description = "tau, which the paper does not state. Default: 0.05.")
  private List<Double> temperatures;

  @Option(
      names = "--deviations",
      paramLabel = "X",
      split = ",",
      defaultValue = "0.0001",
      description = "sigma_0 of first weights, which the paper does not state. Default: 0.0001.")
  private List<Double> deviations;

  @Option(
      names = "--ridges",
      paramLabel = "X",
      split = ",",
      defaultValue = "0.01",
      description = "Penalty of the logistic head. Default: 0.01.")
  private List<Double> ridges;

  @Option(names = "--curves", description = "Measures and keeps every epoch, not the last alone.")
  private boolean curves;

  @Mixin private SimulationOptions options;
  @Spec private CommandSpec spec;

  /** Created by picocli. */
  public SimulateSignalNoiseCommand() {}

  @Override
  public Integer call() {
    SignalNoiseGrid grid;
    try {
      grid = SignalNoiseGrid.of(signals, ratios, temperatures, deviations, ridges, curves);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    return options.run(
        "signal-noise",
        grid.key(),
        grid.all().size(),
        grid::run,
        runs -> System.out.println(new ConsoleTable(Charset.defaultCharset()).table(table(runs))));
  }

  private static ResultTable table(JsonNode runs) {
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode run : runs) {
      for (String kind : List.of("single", "multi")) {
        JsonNode epochs = run.path(kind);
        JsonNode last = epochs.get(epochs.size() - 1);
        JsonNode settings = run.path("settings");
        rows.add(
            List.of(
                Cell.text(kind),
                Cell.text(settings.path("signal").asText()),
                Cell.text(settings.path("secondRatio").asText()),
                Cell.text(settings.path("temperature").asText()),
                Cell.text(settings.path("initialDeviation").asText()),
                Cell.text(settings.path("ridge").asText()),
                Cell.number(last.path("loss").asDouble(), 4),
                Cell.number(100 * last.path("accuracy").asDouble(), 1),
                Cell.number(last.path("signal").asDouble(), 3),
                Cell.number(last.path("noise").asDouble(), 3)));
      }
    }
    return new ResultTable(
        "After the last epoch",
        "Accuracy: % out of distribution, of a logistic head fitted on the training features."
            + " Signal and noise: the largest coefficients of the decomposition.",
        List.of(
            "Modalities",
            "Signal |mu|",
            "C_mu",
            "tau",
            "sigma_0",
            "Ridge",
            "Loss",
            "Accuracy",
            "Signal",
            "Noise"),
        rows);
  }
}
