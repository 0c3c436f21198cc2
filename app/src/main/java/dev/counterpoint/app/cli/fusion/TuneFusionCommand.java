package dev.counterpoint.app.cli.fusion;

import dev.counterpoint.app.cli.ComputeOptions;
import dev.counterpoint.app.cli.Console;
import dev.counterpoint.app.cli.CounterpointCommand;
import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.fusion.comparison.FusionComparison;
import dev.counterpoint.app.fusion.comparison.MethodRow;
import dev.counterpoint.app.fusion.comparison.MethodTuning;
import dev.counterpoint.app.fusion.comparison.Tuning;
import dev.counterpoint.app.training.Interrupt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Chooses settings of methods that train fusions. */
@Command(
    name = "fusion",
    header = "Chooses the settings of each method by validation, six candidates for each.",
    description = {
      "",
      "Each method gets the same number of candidates: six learning rates, or three and then three"
          + " more of its own settings at the best of them. Seeds begin at 1000, so that no result's"
          + " seed chooses. The file says what was tried and what each reached; 'compare fusion"
          + " --tuning FILE' uses it.",
      "",
      "  counterpoint tune fusion --features my-features --out runs/tuning"
    })
public final class TuneFusionCommand extends HelpfulCommand implements Callable<Integer> {

  private static final long FIRST_SEED = 1_000;

  @Mixin private FusionRecipeOptions recipe;

  @Option(
      names = "--methods",
      paramLabel = "NAME",
      split = ",",
      description = "As of compare fusion. Default: all.")
  private List<String> methods = new ArrayList<>();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description = "Number of seeds, from 1000 on. Default: 1.")
  private int seeds;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where runs and tuning.json go. Default: runs/tune-RECIPE.")
  private Path out;

  @Mixin private FusionDataOptions data;
  @Mixin private ComputeOptions compute;

  /** Created by picocli. */
  public TuneFusionCommand() {}

  @Override
  public Integer call() {
    DeviceChoice device = compute.chooseForTraining();
    Path path = out == null ? Path.of("runs", "tune-" + recipe.baseName()) : out;
    Interrupt interrupt = Interrupt.onSignals();
    try {
      List<FusionComparison> comparisons =
          LongStream.range(FIRST_SEED, FIRST_SEED + Math.max(1, seeds))
              .mapToObj(
                  seed ->
                      new FusionComparison(
                          path.resolve("seed-" + seed),
                          recipe.name(),
                          recipe.changes(),
                          seed,
                          data.data().open(recipe.load().data(), seed),
                          device))
              .toList();
      List<MethodRow> rows = MethodRow.named(methods, comparisons.get(0).modalities());
      Optional<Tuning> tuning =
          new MethodTuning(comparisons)
              .run(
                  rows,
                  interrupt,
                  new FusionComparison.Watch(
                      (done, total, loss) -> {}, Console::say, Console::say));
      if (tuning.isEmpty()) {
        Console.say("stopped and saved; run the same command again to go on: --out " + path);
        return CounterpointCommand.INTERRUPTED;
      }
      tuning.get().write(path.resolve(Tuning.NAME));
      for (Tuning.Tuned tuned : tuning.get().methods()) {
        Tuning.Candidate best = tuned.candidates().get(tuned.chosen());
        System.out.printf(
            "%s: %s (validation %.2f %%)%n",
            tuned.row(), String.join(" ", best.settings()), 100 * best.validation());
      }
      Console.say("all of it: " + path.resolve(Tuning.NAME));
      return 0;
    } finally {
      interrupt.finished();
    }
  }
}
