package dev.counterpoint.app.cli.fusion;

import dev.counterpoint.app.cli.BarReporter;
import dev.counterpoint.app.cli.ComputeOptions;
import dev.counterpoint.app.cli.CounterpointCommand;
import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.cli.RunOptions;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.fusion.FusionInput;
import dev.counterpoint.app.fusion.FusionTraining;
import dev.counterpoint.app.fusion.evaluation.BalanceEvaluation;
import dev.counterpoint.app.recipe.FusionRecipe;
import dev.counterpoint.app.recipe.FusionRecipes;
import dev.counterpoint.app.run.RunDirectory;
import dev.counterpoint.app.run.RunManifest;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.worker.Reporter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a fusion of modalities, and measures how well it balances them. */
@Command(
    name = "fusion",
    header = "Trains a classifier that fuses modalities, and measures how it balances them.",
    description = {
      "",
      "An encoder for each modality, a head that fuses their features, and a method that keeps one"
          + " modality from starving the others: balance.method is one of joint, multi-loss, mslr,"
          + " mmcosine, ogm, agm, mlb, reconboost, mmpareto, relearn, mcr, and for comparison"
          + " unimodal, ensemble, uni-pre-frozen and uni-pre-finetuned. 'compare fusion' runs many.",
      "",
      "  counterpoint train fusion --set balance.method=mcr",
      "  counterpoint train fusion --recipe fusion-nlvr --set head.type=gated",
      "  counterpoint train fusion --features my-features --set balance.method=ogm",
      "  counterpoint train fusion --resume --out runs/mine",
      "",
      "The run directory gets recipe.yaml, run.json, metrics.jsonl (terms of the loss in nats,"
          + " validation accuracy of each modality), checkpoints, balance.json (accuracies in 0 .. 1)"
          + " and predictions.safetensors."
    })
public final class TrainFusionCommand extends HelpfulCommand implements Callable<Integer> {

  @Mixin private FusionRecipeOptions recipe;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of all randomness, that of pairs and splits included. Default: 0.")
  private long seed;

  @Mixin private RunOptions run;

  @Mixin private FusionDataOptions data;
  @Mixin private ComputeOptions compute;

  /** Created by picocli. */
  public TrainFusionCommand() {}

  @Override
  public Integer call() {
    compute.chooseForTraining();
    refuseChangesToResumed();
    FusionRecipe wanted = recipe.load();
    if (run.printsRecipe()) {
      System.out.print(FusionRecipes.toYaml(wanted));
      return 0;
    }
    String name = name(wanted);
    Interrupt interrupt = Interrupt.onSignals();
    try (Reporter reporter = new BarReporter("train fusion");
        RunDirectory directory = run.directory(name)) {
      return run.resumes()
          ? resume(directory, reporter, interrupt)
          : train(wanted, compute.chooseForTraining(), null, directory, reporter, interrupt);
    } finally {
      interrupt.finished();
    }
  }

  private String name(FusionRecipe wanted) {
    return "%s-%s-seed-%d".formatted(recipe.baseName(), wanted.balance().method().text(), seed);
  }

  private void refuseChangesToResumed() {
    run.refuseChangesToResumed(
        recipe.isGiven(), "recipe and seed", "--recipe, --features, --set and --seed");
  }

  private int resume(RunDirectory directory, Reporter reporter, Interrupt interrupt) {
    FusionRecipe begun = FusionRecipes.load(directory.recipe().toString(), List.of());
    RunManifest manifest = RunManifest.read(directory.manifest());
    seed = manifest.seed();
    DeviceChoice device = compute.chooseForTraining(manifest);
    return train(begun, device, manifest, directory, reporter, interrupt);
  }

  private int train(
      FusionRecipe wanted,
      DeviceChoice device,
      RunManifest begun,
      RunDirectory directory,
      Reporter reporter,
      Interrupt interrupt) {
    FusionInput input = data.data().open(wanted.data(), seed);
    if (begun != null) {
      begun.requireSame(input.data().name(), input.data().fingerprints());
    }
    reporter.begin(
        FusionRecipes.toYaml(wanted), input.data().explanation(), directory.path(), seed);
    Optional<BalanceEvaluation> measured =
        new FusionTraining(directory, wanted, seed, input, device, run.tensorBoard())
            .run(interrupt, reporter, reporter::evaluating, reporter::warn);
    if (measured.isEmpty()) {
      reporter.stopped(directory.path());
      return CounterpointCommand.INTERRUPTED;
    }
    reporter.evaluated(
        BalanceText.of(measured.get()), directory.path().resolve(BalanceEvaluation.NAME));
    return interrupt.requested() ? CounterpointCommand.INTERRUPTED : 0;
  }
}
