package dev.counterpoint.app.cli.data;

import dev.counterpoint.app.cli.Console;
import dev.counterpoint.app.cli.DigitOptions;
import dev.counterpoint.app.cli.ExitCode;
import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.preview.PreviewSheets;
import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.app.recipe.Recipes;
import dev.counterpoint.app.run.Assembly;
import dev.counterpoint.datasets.colored.ColoredDigits;
import dev.counterpoint.datasets.colored.ColoredEnvironments;
import dev.counterpoint.datasets.digits.FoundDigits;
import dev.counterpoint.datasets.picture.ContactSheet;
import dev.counterpoint.datasets.random.RandomAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Pictures of the data. */
@Command(
    name = "preview",
    header = "Writes pictures of what a training sees and is tested on.",
    description = {
      "",
      "One PNG for each environment, with the noisy label and the caption under each picture, and for"
          + " huang2024 one with the augmented views of SimCLR. The pictures are those of a run with"
          + " the same seed and settings.",
      "",
      "  counterpoint data preview --out pictures",
      "  counterpoint data preview --out pictures --set data.placement=digit",
      "  counterpoint data preview --out pictures --set augmentation.colorJitter=1",
      "  counterpoint data preview --out pictures --protocol irm"
    })
final class DataPreviewCommand extends HelpfulCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description =
          "Folder for the pictures; made if it is missing, files of an earlier preview are"
              + " replaced.")
  private Path out;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      defaultValue = "huang2024",
      description =
          "huang2024 (10 digits, 10 colours), irm (2 classes, 14x14) or domainbed (2 classes, 28x28)."
              + " Default: huang2024.")
  private Recipe.Protocol protocol;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Changes one value of the recipe, as in train; may be repeated.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of labels, colours and views. Default: 0.")
  private long seed;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "40",
      description = "Pictures of each environment, 1 to 1000. Default: 40.")
  private int count;

  @Mixin private DigitOptions digits;

  @Override
  public Integer call() {
    if (count < 1 || count > 1000) {
      throw new ParameterException(
          spec.commandLine(), "--count: expected 1 to 1000, found " + count);
    }
    RandomAddress root = RandomAddress.seed(seed);
    String base =
        switch (protocol) {
          case HUANG2024 -> "colored-mnist-clip";
          case IRM -> "irm-supervised";
          case DOMAINBED -> "domainbed-supervised";
        };
    Recipe recipe = Recipes.load(base, settings);
    FoundDigits found = digits.find();
    Console.say(found.explanation());
    ColoredEnvironments environments = new Assembly(recipe, root).environments(found.digits());
    PreviewSheets sheets = new PreviewSheets(recipe, root);
    List<ColoredDigits> all = new ArrayList<>(List.of(environments.train(), environments.test()));
    all.addAll(environments.others());
    for (ColoredDigits environment : all) {
      write(sheets.environment(environment, count), environment.name());
    }
    if (protocol == Recipe.Protocol.HUANG2024) {
      Recipe simclr = Recipes.load("colored-mnist-simclr", settings);
      write(new PreviewSheets(simclr, root).views(environments.train()), "simclr-views");
    }
    return ExitCode.OK;
  }

  private void write(ContactSheet sheet, String name) {
    Path file = out.resolve(name.replaceAll("[^A-Za-z0-9.-]+", "-") + ".png");
    sheet.write(file);
    System.out.println(file);
  }
}
