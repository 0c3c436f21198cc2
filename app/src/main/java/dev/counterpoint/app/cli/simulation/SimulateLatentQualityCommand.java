package dev.counterpoint.app.cli.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.experiment.Cell;
import dev.counterpoint.app.experiment.ResultTable;
import dev.counterpoint.app.report.ConsoleTable;
import dev.counterpoint.app.simulation.LatentQualitySweep;
import dev.counterpoint.models.latentquality.LatentQualitySettings;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Latent quality of Huang et al. 2021. */
@Command(
    name = "latent-quality",
    header = "How good a latent does each subset of modalities learn (Huang et al. 2021)?",
    description = {
      "",
      "A linear family whose true latent is known, so that quality and risk are exact. Modalities"
          + " are numbered from 1.",
      "",
      "  counterpoint simulate latent-quality",
      "  counterpoint simulate latent-quality --strengths 1,1,1 --examples 20,200"
    })
public final class SimulateLatentQualityCommand extends HelpfulCommand
    implements Callable<Integer> {

  @Option(
      names = "--dimensions",
      paramLabel = "N",
      split = ",",
      defaultValue = "10,10,10",
      description = "Numbers of each modality. Default: 10,10,10.")
  private List<Integer> dimensions;

  @Option(
      names = "--strengths",
      paramLabel = "X",
      split = ",",
      defaultValue = "1,0.5,0.2",
      description = "How much each modality says of the latent. Default: 1,0.5,0.2.")
  private List<Double> strengths;

  @Option(
      names = "--latent",
      paramLabel = "N",
      defaultValue = "2",
      description = "Numbers of the latent. Default: 2.")
  private int latent;

  @Option(
      names = "--outputs",
      paramLabel = "N",
      defaultValue = "6",
      description = "Numbers of the label. Default: 6.")
  private int outputs;

  @Option(
      names = "--noise",
      paramLabel = "X",
      defaultValue = "1",
      description = "Deviation of the label's noise. Default: 1.")
  private double noise;

  @Option(
      names = "--examples",
      paramLabel = "N",
      split = ",",
      defaultValue = "16,24,32,48,64,128,256,1024,4096",
      description = "Training examples. Default: 16,24,32,48,64,128,256,1024,4096.")
  private List<Integer> examples;

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      defaultValue = "20",
      description = "Draws of the family. Default: 20.")
  private int repetitions;

  @Mixin private SimulationOptions options;
  @Spec private CommandSpec spec;

  /** Created by picocli. */
  public SimulateLatentQualityCommand() {}

  @Override
  public Integer call() {
    LatentQualitySweep sweep;
    try {
      sweep =
          new LatentQualitySweep(
              new LatentQualitySettings(dimensions, strengths, latent, outputs, noise),
              examples,
              repetitions);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    return options.run(
        "latent-quality",
        sweep.key(),
        sweep.examples().size(),
        sweep::run,
        runs -> System.out.println(new ConsoleTable(Charset.defaultCharset()).table(table(runs))));
  }

  private static ResultTable table(JsonNode runs) {
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode run : runs) {
      for (JsonNode subset : run.path("subsets")) {
        List<String> names = new ArrayList<>();
        subset
            .path("modalities")
            .forEach(modality -> names.add(Integer.toString(modality.asInt() + 1)));
        rows.add(
            List.of(
                Cell.text(run.path("examples").asText()),
                Cell.text(String.join(" + ", names)),
                Cell.mean(values(subset.path("eta")), 3),
                Cell.mean(values(subset.path("risk")), 3)));
      }
    }
    return new ResultTable(
        "Latent quality and population risk",
        "Both less what the true latent with its head has; 0 is best.",
        List.of("Examples", "Modalities", "Latent quality", "Risk"),
        rows);
  }

  private static double[] values(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }
}
