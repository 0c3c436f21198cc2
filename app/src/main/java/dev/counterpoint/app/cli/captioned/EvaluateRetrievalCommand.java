package dev.counterpoint.app.cli.captioned;

import dev.counterpoint.app.captioned.CaptionedData;
import dev.counterpoint.app.captioned.CaptionedRun;
import dev.counterpoint.app.captioned.SourceFinder;
import dev.counterpoint.app.captioned.TrainedTowers;
import dev.counterpoint.app.captioned.evaluation.CaptionedEvaluation;
import dev.counterpoint.app.captioned.evaluation.CaptionedEvaluator;
import dev.counterpoint.app.captioned.evaluation.EvaluationSettings;
import dev.counterpoint.app.cli.ComputeOptions;
import dev.counterpoint.app.cli.Console;
import dev.counterpoint.app.cli.ExitCode;
import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.cli.MeasurementOptions;
import dev.counterpoint.app.recipe.CaptionedRecipe;
import dev.counterpoint.app.recipe.CaptionedRecipes;
import dev.counterpoint.app.run.RunDirectory;
import dev.counterpoint.app.run.RunManifest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures towers of pictures and captions again. */
@Command(
    name = "retrieval",
    header = "Measures a model of pictures and captions, from its newest checkpoint.",
    description = {
      "",
      "Recall at 1, 5 and 10 and median rank both ways over the pictures that were held out; modality"
          + " gap, alignment and uniformity; where the data have labels, zero-shot and linear probes;"
          + " all of it under changed pictures and captions at five strengths, too.",
      "",
      "  counterpoint evaluate retrieval runs/photos",
      "  counterpoint evaluate retrieval runs/photos --labels labels.txt"
    })
public final class EvaluateRetrievalCommand extends HelpfulCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN", description = "The run directory, as train clip printed it.")
  private Path run;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The JSON file; replaced if it is there. Default: RUN/retrieval.json.")
  private Path out;

  @Mixin private MeasurementOptions measurement;
  @Mixin private ComputeOptions compute;

  @Override
  public Integer call() {
    EvaluationSettings settings = measurement.settings();
    try (RunDirectory directory = RunDirectory.open(run)) {
      CaptionedRecipe recipe = CaptionedRecipes.load(directory.recipe().toString(), List.of());
      measurement.requireFitting(recipe);
      RunManifest manifest = RunManifest.read(directory.manifest());
      try (CaptionedData data = CaptionedData.open(recipe.data(), SourceFinder.standard())) {
        manifest.requireSame(data.pictures().name(), data.fingerprints());
        try (CaptionedRun trained =
            new CaptionedRun(
                directory, recipe, manifest.seed(), data, compute.choose(manifest), 1)) {
          measure(trained, settings, directory);
        }
      }
    }
    return ExitCode.OK;
  }

  private void measure(CaptionedRun trained, EvaluationSettings settings, RunDirectory directory) {
    TrainedTowers towers = trained.trained(text -> Console.say("warning: " + text));
    if (towers.step() < trained.totalSteps()) {
      Console.say(
          "warning: the training is not complete: step %d of %d"
              .formatted(towers.step(), trained.totalSteps()));
    }
    CaptionedEvaluation evaluation = new CaptionedEvaluator(towers, settings).evaluate();
    Path file = out == null ? directory.path().resolve(CaptionedEvaluation.NAME) : out;
    evaluation.write(file);
    System.out.println(CaptionedEvaluationText.of(evaluation));
    Console.say("all of it: " + file);
  }
}
