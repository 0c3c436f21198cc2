package dev.counterpoint.app.cli.captioned;

import dev.counterpoint.app.captioned.CaptionedData;
import dev.counterpoint.app.captioned.CaptionedRun;
import dev.counterpoint.app.captioned.SourceFinder;
import dev.counterpoint.app.captioned.evaluation.CaptionedEvaluation;
import dev.counterpoint.app.captioned.evaluation.CaptionedEvaluator;
import dev.counterpoint.app.captioned.evaluation.EvaluationSettings;
import dev.counterpoint.app.cli.BarReporter;
import dev.counterpoint.app.cli.ComputeOptions;
import dev.counterpoint.app.cli.ExitCode;
import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.cli.MeasurementOptions;
import dev.counterpoint.app.cli.RunOptions;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.device.Threads;
import dev.counterpoint.app.recipe.CaptionedRecipe;
import dev.counterpoint.app.recipe.CaptionedRecipes;
import dev.counterpoint.app.run.RunDirectory;
import dev.counterpoint.app.run.RunLifecycle;
import dev.counterpoint.app.run.RunManifest;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.training.TrainingLoop;
import dev.counterpoint.app.worker.Reporter;
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

/** Trains towers of pictures and captions, and measures them. */
@Command(
    name = "clip",
    header = "Trains a model that finds pictures by sentences, and measures it.",
    description = {
      "",
      "Pictures and their captions come from --data. A tokenizer is learned from the captions. One"
          + " tenth of the pictures is held out and measured on: recall both ways, linear probe and"
          + " zero-shot where there are labels, and the same under changed pictures and captions.",
      "",
      "  counterpoint train clip --data photos --out runs/photos",
      "  counterpoint train clip --data captions.tsv --set training.epochs=60",
      "  counterpoint train clip --data 'shards/{000..099}.tar'",
      "  counterpoint train clip --resume --out runs/photos",
      "  counterpoint export runs/photos --out models/photos",
      "  counterpoint search \"a dog\" --images photos --model models/photos",
      "",
      "The run directory gets recipe.yaml, tokenizer.json, run.json, metrics.jsonl, checkpoints,"
          + " retrieval.json (shares in 0 .. 1) and retrieval.png (what some captions find)."
    })
public final class TrainClipCommand extends HelpfulCommand implements Callable<Integer> {

  private static final String BATCH_SIZE = "training.batchSize";

  @Option(
      names = "--recipe",
      paramLabel = "NAME|FILE",
      defaultValue = "image-caption-clip",
      description =
          "image-caption-clip (the default), image-caption-siglip, image-caption-words (bag of"
              + " words), image-caption-simclr (pictures alone), image-caption-text (captions"
              + " alone), clip-vit-b-32 (for a GPU), or a file.")
  private String recipe;

  @Mixin private CaptionedDataOptions data;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Changes one value of the recipe, such as training.epochs=60; may be repeated.")
  private List<String> changes = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of all randomness but the split. Default: 0.")
  private long seed;

  @Mixin private RunOptions run;

  @Option(
      names = "--loaders",
      paramLabel = "N",
      defaultValue = "0",
      description = "Threads that decode pictures. Default: one for each core.")
  private int loaders;

  @Mixin private MeasurementOptions measurement;
  @Mixin private ComputeOptions compute;

  @Option(names = "--worker", hidden = true)
  private boolean worker;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    compute.chooseForTraining();
    refuseChangesToResumed();
    CaptionedRecipe wanted = data.in(CaptionedRecipes.load(recipe, changes));
    if (run.printsRecipe()) {
      System.out.print(CaptionedRecipes.toYaml(wanted));
      return ExitCode.OK;
    }
    String name = baseName() + "-seed-" + seed;
    Interrupt interrupt = Interrupt.onSignals();
    try (Reporter reporter =
            worker ? Reporter.forParent(interrupt) : new BarReporter("train clip");
        RunDirectory directory = run.directory(name)) {
      return run.resumes()
          ? resume(directory, reporter, interrupt)
          : train(wanted, compute.chooseForTraining(), null, directory, reporter, interrupt);
    } finally {
      interrupt.finished();
    }
  }

  private void refuseChangesToResumed() {
    run.refuseChangesToResumed(
        run.isGiven("--set") || data.isGiven(),
        "recipe, data and seed",
        "--recipe, --data, --set and --seed");
    if (loaders < 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--loaders: expected 0 (one for each core) or more, found " + loaders);
    }
  }

  private int resume(RunDirectory directory, Reporter reporter, Interrupt interrupt) {
    CaptionedRecipe begun = CaptionedRecipes.load(directory.recipe().toString(), List.of());
    RunManifest manifest = RunManifest.read(directory.manifest());
    seed = manifest.seed();
    return train(
        begun, compute.chooseForTraining(manifest), manifest, directory, reporter, interrupt);
  }

  private int train(
      CaptionedRecipe wanted,
      DeviceChoice device,
      RunManifest begun,
      RunDirectory directory,
      Reporter reporter,
      Interrupt interrupt) {
    measurement.requireFitting(wanted);
    EvaluationSettings settings = measurement.settings();
    try (CaptionedData opened = CaptionedData.open(wanted.data(), SourceFinder.standard())) {
      CaptionedRecipe fitted = begun == null ? fitted(wanted, opened, reporter) : wanted;
      String yaml = CaptionedRecipes.toYaml(fitted);
      if (begun != null) {
        begun.requireSame(opened.pictures().name(), opened.fingerprints());
      }
      reporter.begin(yaml, opened.text(), directory.path(), seed);
      int threads = loaders == 0 ? Runtime.getRuntime().availableProcessors() : loaders;
      try (CaptionedRun training =
          new CaptionedRun(directory, fitted, seed, opened, device, threads)) {
        RunManifest manifest =
            RunManifest.begin(
                seed,
                opened.pictures().name(),
                "files",
                opened.fingerprints(),
                device.text(),
                Threads.used());
        TrainingLoop.Ending ending =
            new RunLifecycle(directory, yaml, manifest)
                .train(training, interrupt, reporter, reporter::warn, run.tensorBoard());
        if (ending == TrainingLoop.Ending.INTERRUPTED) {
          reporter.stopped(directory.path());
          return ExitCode.INTERRUPTED;
        }
        if (opened.isHeldOut(settings.part())) {
          measure(training, settings, directory, reporter);
        } else {
          reporter.warn(
              "nothing is held out to measure on: the data have no part '%s'"
                  .formatted(settings.part()));
        }
        return interrupt.requested() ? ExitCode.INTERRUPTED : ExitCode.OK;
      }
    }
  }

  /**
   * A batch that nobody asked for must not keep a small folder from being trained on: it becomes
   * the largest power of two of which there are four in an epoch.
   */
  private CaptionedRecipe fitted(CaptionedRecipe wanted, CaptionedData opened, Reporter reporter) {
    int pictures = opened.training().length;
    boolean asked =
        !CaptionedRecipes.BUILT_IN.contains(recipe)
            || changes.stream().anyMatch(change -> change.strip().startsWith(BATCH_SIZE));
    int fitting = Integer.highestOneBit(Math.max(8, pictures) / 4);
    if (asked || pictures >= wanted.training().batchSize() || fitting > pictures) {
      return wanted;
    }
    reporter.warn(
        "there are %d pictures to train on: batches of %d instead of %d"
            .formatted(pictures, fitting, wanted.training().batchSize()));
    return wanted.withBatchSize(fitting);
  }

  private static void measure(
      CaptionedRun run, EvaluationSettings settings, RunDirectory directory, Reporter reporter) {
    reporter.evaluating();
    CaptionedEvaluator evaluator = new CaptionedEvaluator(run.trained(reporter::warn), settings);
    CaptionedEvaluation evaluation = evaluator.evaluate();
    evaluator
        .sheet()
        .ifPresent(sheet -> sheet.write(directory.path().resolve(CaptionedEvaluator.SHEET)));
    Path file = directory.path().resolve(CaptionedEvaluation.NAME);
    evaluation.write(file);
    reporter.evaluated(CaptionedEvaluationText.of(evaluation), file);
  }

  private String baseName() {
    String name = Path.of(recipe).getFileName().toString();
    return name.replaceFirst("\\.ya?ml$", "");
  }
}
