package dev.counterpoint.app.cli.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.cli.TowerOptions;
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

  @Mixin private TowerOptions towers;
  @Mixin private SimulationOptions options;
  @Spec private CommandSpec spec;

  /** Created by picocli. */
  public SimulateDisagreementCommand() {}

  @Override
  public Integer call() {
    DisagreementStudy study;
    try {
      DisagreementSettings settings =
          DisagreementSettings.STANDARD.with(
              towers.width(), towers.conditionScale(), towers.noise(), towers.epochs());
      study = new DisagreementStudy(settings, examples);
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
