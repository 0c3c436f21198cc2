package dev.counterpoint.app.cli.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.report.ConsoleTable;
import dev.counterpoint.app.simulation.DisagreementStudy;
import dev.counterpoint.app.simulation.DisagreementTable;
import dev.counterpoint.models.disagreement.DisagreementSettings;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Self-supervised learning that keeps what modalities disagree on. */
@Command(
    name = "disagreement",
    header = "What do towers without labels keep of shared, unique and synergistic information?",
    description = {
      "",
      "Two towers are trained by agreement (as CLIP is), by views of each modality (as SimCLR is),"
          + " by both, and by agreement with views that are told from examples which agree in the"
          + " other modality. Probes read what is left, on data whose information has a known"
          + " place.",
      "",
      "  counterpoint simulate disagreement",
      "  counterpoint simulate disagreement --noise 0.5 --width 8 --seed 3"
    })
public final class SimulateDisagreementCommand extends HelpfulCommand implements Callable<Integer> {

  @Option(
      names = "--examples",
      paramLabel = "N",
      defaultValue = "8000",
      description = "To train towers on, and as many for the probes. Default: 8000.")
  private int examples;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "20",
      description = "Of the towers. Default: 20.")
  private int epochs;

  @Option(
      names = "--width",
      paramLabel = "N",
      defaultValue = "16",
      description = "Numbers of a modality's representation, even. Default: 16.")
  private int width;

  @Option(
      names = "--noise",
      paramLabel = "X",
      defaultValue = "0.3",
      description = "Deviation of what makes views, in deviations of each number. Default: 0.3.")
  private double noise;

  @Option(
      names = "--condition-scale",
      paramLabel = "X",
      defaultValue = "10",
      description =
          "Of the kernel that weights negatives: the larger, the nearer in the other modality, and"
              + " the fewer. Default: 10.")
  private double conditionScale;

  @Mixin private SimulationOptions options;
  @Spec private CommandSpec spec;

  /** Created by picocli. */
  public SimulateDisagreementCommand() {}

  @Override
  public Integer call() {
    DisagreementStudy study;
    try {
      DisagreementSettings standard = DisagreementSettings.STANDARD;
      study =
          new DisagreementStudy(
              new DisagreementSettings(
                  standard.hidden(),
                  width,
                  standard.temperature(),
                  conditionScale,
                  noise,
                  epochs,
                  standard.batch(),
                  standard.learningRate()),
              examples);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    return options.runOnDevice(
        "simulate disagreement",
        "disagreement",
        "made by the program",
        study.key(),
        DisagreementStudy.parts(),
        study::run,
        SimulateDisagreementCommand::show);
  }

  private static void show(JsonNode rows) {
    System.out.println(
        new ConsoleTable(Charset.defaultCharset())
            .table(new DisagreementTable(List.of(rows)).kept()));
  }
}
