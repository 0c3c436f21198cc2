package dev.counterpoint.app.cli;

import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.towers.FeatureTowers;
import dev.counterpoint.datasets.features.FeatureData;
import dev.counterpoint.datasets.features.FeatureSettings;
import dev.counterpoint.datasets.multimodal.MultimodalData;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.models.disagreement.DisagreementSettings;
import dev.counterpoint.models.disagreement.Keeping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains towers without labels on a person's features. */
@Command(
    name = "towers",
    header = "Trains two towers without labels on features: what they agree on, and what not.",
    description = {
      "",
      "Reads features of two modalities as 'train fusion' does, trains on the training part, and"
          + " writes representations of all parts to a file that 'train fusion', 'interactions' and"
          + " this command read. Half of a representation is what the modalities agree on, half what"
          + " each tells beyond the other.",
      "",
      "  counterpoint train towers --features features.npz --out towers.npz",
      "  counterpoint train towers --features DIR --keep agreement --out clip.npz"
    })
public final class TrainTowersCommand extends HelpfulCommand implements Callable<Integer> {

  @Option(
      names = "--features",
      paramLabel = "PATH",
      required = true,
      description =
          "A folder with train.npz, validation.npz and test.npz, or a single .npz or .safetensors"
              + " file.")
  private Path features;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "An .npz file that does not exist yet.")
  private Path out;

  @Option(
      names = "--keep",
      paramLabel = "NAME",
      defaultValue = "agreement-and-disagreement",
      description =
          "agreement, within, agreement-and-within or agreement-and-disagreement. Default: the"
              + " last.")
  private String keep;

  @Option(
      names = "--modalities",
      paramLabel = "A,B",
      split = ",",
      description = "The two arrays of features. Default: all but labels and split.")
  private List<String> modalities = List.of();

  @Mixin private TowerOptions options;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Of all that is drawn. Default: 0.")
  private long seed;

  @Mixin private ComputeOptions compute;
  @Spec private CommandSpec spec;

  /** Created by picocli. */
  public TrainTowersCommand() {}

  @Override
  public Integer call() {
    if (Files.exists(out) || !out.toString().endsWith(".npz")) {
      throw new ParameterException(
          spec.commandLine(),
          "--out: expected the name of an .npz file that does not exist yet, found " + out);
    }
    FeatureTowers towers;
    FeatureSettings read;
    try {
      DisagreementSettings settings =
          DisagreementSettings.STANDARD.with(
              options.width(), options.conditionScale(), options.noise(), options.epochs());
      towers = new FeatureTowers(Keeping.named(keep), settings, seed);
      read = FeatureSettings.standard().withModalities(modalities.toArray(String[]::new));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    DeviceChoice device = compute.chooseForTraining();
    MultimodalData data =
        FeatureData.load(features, read, RandomAddress.seed(seed).purpose("data"));
    double loss = towers.train(data, device.resolve(), out);
    System.out.printf(
        Locale.ROOT,
        "%s: trained on %,d examples, loss of the last step %.4f nats%nrepresentations: %s%n",
        keep,
        data.train().size(),
        loss,
        out);
    return ExitCode.OK;
  }
}
