package dev.counterpoint.app.cli;

import dev.counterpoint.app.captioned.CaptionedData;
import dev.counterpoint.app.captioned.CaptionedRun;
import dev.counterpoint.app.captioned.SourceFinder;
import dev.counterpoint.app.captioned.TrainedTowers;
import dev.counterpoint.app.captioned.evaluation.CaptionedEvaluation;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.evaluation.EvaluationFile;
import dev.counterpoint.app.export.CaptionedExport;
import dev.counterpoint.app.export.GraphParity;
import dev.counterpoint.app.export.NotExportableException;
import dev.counterpoint.app.export.ParityFile;
import dev.counterpoint.app.export.RunExport;
import dev.counterpoint.app.recipe.CaptionedRecipe;
import dev.counterpoint.app.recipe.CaptionedRecipes;
import dev.counterpoint.app.recipe.Recipe;
import dev.counterpoint.app.recipe.Recipes;
import dev.counterpoint.app.run.RunDirectory;
import dev.counterpoint.app.run.RunManifest;
import dev.counterpoint.app.run.TrainingRun;
import dev.counterpoint.datasets.digits.FoundDigits;
import dev.counterpoint.inference.bundle.BundleExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a bundle of a run. */
@Command(
    name = "export",
    header = "Makes a bundle of a trained run: ONNX graphs, configuration, card, parity.",
    description = {
      "",
      "Takes the newest checkpoint. Each graph runs in ONNX Runtime beside the trained network, on"
          + " drawn inputs and on test pictures; where they differ by more than 1e-4, the export fails"
          + " and leaves nothing. Reads the digits of the run again, for those pictures and, for"
          + " single-modal encoders, to fit the linear probe that tells classes.",
      "",
      "  counterpoint export runs/mine",
      "  counterpoint export runs/mine --out bundles/mine",
      "  counterpoint classify picture.png --model bundles/mine"
    })
final class ExportCommand extends HelpfulCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN", description = "The run directory, as train printed it.")
  private Path run;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The bundle, a new folder. Default: RUN/bundle.")
  private Path out;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What its card calls it. Default: the folder's name.")
  private String name;

  @Option(names = "--replace", description = "Replace a bundle that is there.")
  private boolean replace;

  @Mixin private DigitOptions digits;
  @Mixin private ComputeOptions compute;

  @Override
  public Integer call() {
    Path folder = out == null ? run.resolve("bundle") : out;
    String called = name == null ? folder.toAbsolutePath().getFileName().toString() : name;
    if (!replace && Files.exists(folder)) {
      throw BundleExistsException.at(folder);
    }
    try (RunDirectory directory = RunDirectory.open(run)) {
      if (CaptionedRecipes.isOne(directory.recipe())) {
        exportTowers(directory, called, folder);
        tell(folder);
        return ExitCode.OK;
      }
      requireEvaluation(directory);
      Recipe recipe = Recipes.load(directory.recipe().toString(), List.of());
      RunManifest manifest = RunManifest.read(directory.manifest());
      DeviceChoice device = compute.chooseExact(manifest);
      FoundDigits found = digits.find();
      Console.say(found.explanation());
      manifest.requireSame(found.digits());
      try (TrainingRun trained =
          new TrainingRun(directory, recipe, manifest.seed(), found, device)) {
        new RunExport(
                trained.trained(text -> Console.say("warning: " + text)),
                manifest,
                EvaluationFile.read(directory.evaluation()))
            .write(called, folder, replace);
      }
    }
    tell(folder);
    return ExitCode.OK;
  }

  private void exportTowers(RunDirectory directory, String called, Path folder) {
    CaptionedRecipe recipe = CaptionedRecipes.load(directory.recipe().toString(), List.of());
    RunManifest manifest = RunManifest.read(directory.manifest());
    Path measured = directory.path().resolve(CaptionedEvaluation.NAME);
    try (CaptionedData data = CaptionedData.open(recipe.data(), SourceFinder.standard());
        CaptionedRun trained =
            new CaptionedRun(
                directory, recipe, manifest.seed(), data, compute.chooseExact(manifest), 1)) {
      TrainedTowers towers = trained.trained(text -> Console.say("warning: " + text));
      Optional<CaptionedEvaluation> evaluation =
          Files.exists(measured)
              ? Optional.of(CaptionedEvaluation.read(measured))
                  .filter(found -> found.step() == towers.step())
              : Optional.empty();
      new CaptionedExport(towers, manifest, evaluation).write(called, folder, replace);
    }
  }

  private void requireEvaluation(RunDirectory directory) {
    if (!Files.exists(directory.evaluation())) {
      throw new NotExportableException(
          run + " has no evaluation.json, which the model card is made from",
          "Measure the run first: counterpoint evaluate " + run,
          null);
    }
  }

  private static void tell(Path folder) {
    for (GraphParity parity : ParityFile.read(folder).graphs()) {
      Console.say(
          String.format(
              Locale.ROOT,
              "%s: opset %d, differs from the network by at most %.1e on %d examples",
              parity.graph(),
              parity.opset(),
              parity.absolute(),
              parity.examples()));
    }
    System.out.println(folder);
  }
}
