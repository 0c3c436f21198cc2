package dev.counterpoint.app.cli.interactions;

import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.interactions.FeatureClusters;
import dev.counterpoint.app.interactions.InteractionsMeasurement;
import dev.counterpoint.app.interactions.InteractionsReport;
import dev.counterpoint.datasets.features.FeatureData;
import dev.counterpoint.datasets.features.FeatureSettings;
import dev.counterpoint.datasets.features.LabelRule;
import dev.counterpoint.datasets.random.RandomAddress;
import dev.counterpoint.datasets.symbols.SymbolTable;
import dev.counterpoint.datasets.symbols.SymbolTableReader;
import dev.counterpoint.models.interactions.estimate.Bootstrap;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures what two modalities tell of a label. */
@Command(
    name = "interactions",
    header = "Measures what two modalities tell of a label: in common, alone, together.",
    description = {
      "",
      "Redundancy, two uniquenesses and synergy in bits (partial information decomposition), with a"
          + " proof of the solver's accuracy; bounds on synergy and on the best accuracy that need no"
          + " labeled pairs; intervals and bias of examples.",
      "",
      "A table is a CSV file with columns x1, x2 and y of any text. With a column p, rows are cells"
          + " of a distribution; without, they are examples. Where examples lack their label or one"
          + " modality, only the bounds are measured. Features come from a file of NumPy (.npz) or"
          + " safetensors, or a folder of them, as for training; their clusters take the place of"
          + " symbols.",
      "",
      "  counterpoint interactions table.csv",
      "  counterpoint interactions features.npz --clusters 10",
      "  counterpoint interactions features.npz --components 5     as the paper does",
      "  counterpoint interactions table.csv --json"
    })
public final class InteractionsCommand extends HelpfulCommand implements Callable<Integer> {

  private static final int STANDARD_CLUSTERS = 20;

  @Parameters(paramLabel = "FILE", description = "A table or features.")
  private Path file;

  @Option(
      names = "--clusters",
      paramLabel = "K",
      description = "Clusters of each modality's features. Default: 20, as in the paper.")
  private Integer clusters;

  @Option(
      names = "--components",
      paramLabel = "N",
      description =
          "Bring each example to length one and reduce it to so many principal components before"
              + " clustering; the paper takes 5. Default: features as they come.")
  private Integer components;

  @Option(
      names = "--modalities",
      paramLabel = "A,B",
      description = "The two arrays of features. Default: all but labels and split.")
  private String modalities;

  @Option(
      names = "--labels",
      paramLabel = "NAME",
      description = "The array of labels of features. Default: labels.")
  private String labels;

  @Option(
      names = "--positive",
      description = "Labels of features are scores: above zero is one class, the rest the other.")
  private boolean positive;

  @Option(
      names = "--standardise",
      description = "Bring each feature to mean 0 and deviation 1 before clustering.")
  private boolean standardise;

  @Option(
      names = "--replicates",
      paramLabel = "N",
      defaultValue = "200",
      description = "Bootstrap samples for intervals, 2 or more. Default: 200.")
  private int replicates;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Of clusters and bootstrap samples. Default: 0.")
  private long seed;

  @Option(names = "--json", description = "Write one JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  /** Created by picocli. */
  public InteractionsCommand() {}

  @Override
  public Integer call() {
    if (replicates < 2) {
      throw new ParameterException(
          spec.commandLine(), "--replicates: expected 2 or more, found " + replicates);
    }
    RandomAddress address = RandomAddress.seed(seed).purpose("interactions");
    InteractionsReport report =
        new InteractionsMeasurement(
                file.toString(), new Bootstrap(replicates, 0.95, address.purpose("bootstrap")))
            .of(isTable() ? table() : clustered(address));
    System.out.print(json ? report.json() + System.lineSeparator() : InteractionsText.of(report));
    return 0;
  }

  private boolean isTable() {
    Path name = file.getFileName();
    return name != null && name.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
  }

  private SymbolTable table() {
    if (clusters != null
        || components != null
        || modalities != null
        || labels != null
        || positive
        || standardise) {
      throw new ParameterException(
          spec.commandLine(),
          "--clusters, --components, --modalities, --labels, --positive and --standardise are of"
              + " features; "
              + file
              + " is a table of symbols");
    }
    return SymbolTableReader.read(file);
  }

  private SymbolTable clustered(RandomAddress address) {
    List<String> named = modalities == null ? List.of() : List.of(modalities.split(",", -1));
    if (modalities != null && named.size() != 2) {
      throw new ParameterException(
          spec.commandLine(), "--modalities: expected two, as in a,b, found " + modalities);
    }
    int count = clusters == null ? STANDARD_CLUSTERS : clusters;
    if (count < 1) {
      throw new ParameterException(
          spec.commandLine(), "--clusters: expected 1 or more, found " + count);
    }
    if (components != null && (components < 1 || count < 2)) {
      throw new ParameterException(
          spec.commandLine(),
          "--components: expected 1 or more, with 2 clusters or more, found %d with %d"
              .formatted(components, count));
    }
    FeatureSettings settings;
    try {
      settings = settings(named);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    return new FeatureClusters(
            count, components == null ? 0 : components, address.purpose("clusters"))
        .of(FeatureData.load(file, settings, address.purpose("split")));
  }

  private FeatureSettings settings(List<String> named) {
    FeatureSettings standard = FeatureSettings.standard();
    return new FeatureSettings(
        named,
        labels == null ? standard.labels() : labels,
        positive ? LabelRule.POSITIVE : LabelRule.CLASSES,
        List.of(),
        standard.split(),
        standard.validationShare(),
        standard.testShare(),
        standardise);
  }
}
