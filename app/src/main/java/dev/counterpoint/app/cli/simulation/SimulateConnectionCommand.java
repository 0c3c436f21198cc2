package dev.counterpoint.app.cli.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.report.ConsoleTable;
import dev.counterpoint.app.simulation.ConnectionSweep;
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

/** Connection and heterogeneity of Lu 2023. */
@Command(
    name = "connection",
    header = "What unlabeled pairs are worth where one modality is seen at test (Lu 2023).",
    description = {
      "",
      "The two-stage learner, the unimodal empirical risk minimiser and joint learning, on families"
          + " on which connection and heterogeneity hold or are turned off.",
      "",
      "  counterpoint simulate connection",
      "  counterpoint simulate connection --families both --labeled 100,1000,10000"
    })
public final class SimulateConnectionCommand extends HelpfulCommand implements Callable<Integer> {

  @Option(
      names = "--families",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "both,connection-alone,heterogeneity-alone,neither",
      description =
          "Some of both, connection-alone, heterogeneity-alone and neither. Default: all.")
  private List<String> families;

  @Option(
      names = "--labeled",
      paramLabel = "N",
      split = ",",
      defaultValue = "16,32,64,128,256,512,1024,2048,4096",
      description = "Numbers of labeled examples. Default: 16 to 4096, doubled.")
  private List<Integer> labeled;

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      defaultValue = "20",
      description = "Draws for each number. Default: 20.")
  private int repetitions;

  @Option(
      names = "--noise",
      paramLabel = "X",
      defaultValue = "0.5",
      description = "Deviation of the labels' noise. Default: 0.5.")
  private double noise;

  @Option(
      names = "--places",
      paramLabel = "N",
      defaultValue = "1048576",
      description = "Different x of a heterogeneous family. Default: 1048576.")
  private int places;

  @Mixin private SimulationOptions options;
  @Spec private CommandSpec spec;

  /** Created by picocli. */
  public SimulateConnectionCommand() {}

  @Override
  public Integer call() {
    ConnectionSweep sweep;
    try {
      sweep = ConnectionSweep.of(families, labeled, repetitions, noise, places);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    return options.run(
        "connection",
        sweep.key(),
        sweep.parts(),
        sweep::run,
        runs -> System.out.println(new ConsoleTable(Charset.defaultCharset()).table(table(runs))));
  }

  private static ResultTable table(JsonNode runs) {
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode run : runs) {
      JsonNode errors = run.path("errors");
      double[] two = values(errors, "twoStage");
      double[] one = values(errors, "unimodal");
      double[] joint = values(errors, "joint");
      rows.add(
          List.of(
              Cell.text(ConnectionSweep.word(run.path("family").asText())),
              Cell.text(run.path("labeled").asText()),
              Cell.mean(two, 4),
              Cell.mean(one, 4),
              Cell.mean(joint, 4)));
    }
    return new ResultTable(
        "Error with one modality at test",
        "Mean distance from the best multimodal prediction.",
        List.of("Family", "Labeled", "Two stages", "Unimodal ERM", "Joint"),
        rows);
  }

  private static double[] values(JsonNode errors, String field) {
    double[] values = new double[errors.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = errors.get(i).path(field).asDouble();
    }
    return values;
  }
}
