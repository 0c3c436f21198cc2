package dev.counterpoint.app.cli.fusion;

import dev.counterpoint.app.cli.ComputeOptions;
import dev.counterpoint.app.cli.Console;
import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.fusion.FusionInput;
import dev.counterpoint.app.fusion.comparison.ComparedRows;
import dev.counterpoint.app.fusion.comparison.FusionComparison;
import dev.counterpoint.app.fusion.comparison.MethodRow;
import dev.counterpoint.app.fusion.comparison.MethodsTable;
import dev.counterpoint.app.fusion.comparison.Tuning;
import dev.counterpoint.app.report.ConsoleTable;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.worker.Reporter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares methods that train fusions. */
@Command(
    name = "fusion",
    header = "Compares methods that train fusions: same data, seeds and first values.",
    description = {
      "",
      "Trains each modality alone, their ensemble, and all methods, for each seed, and prints mean and"
          + " standard error, and the difference to the ensemble over the same seeds with a 95 %%"
          + " interval and a paired test, corrected for the number of methods (Holm).",
      "",
      "  counterpoint compare fusion --recipe fusion-mixture --seeds 5",
      "  counterpoint compare fusion --features my-features --methods joint,ogm,mlb",
      "",
      "Each run has a directory of its own, OUT/seed-N/METHOD; run the command again with the same"
          + " --out to go on where it was stopped."
    })
public final class CompareFusionCommand extends HelpfulCommand implements Callable<Integer> {

  @Mixin private FusionRecipeOptions recipe;

  @Option(
      names = "--methods",
      paramLabel = "NAME",
      split = ",",
      description =
          "Methods, with commas between: ensemble, joint, multi-loss, uni-pre-frozen,"
              + " uni-pre-finetuned, mslr, mmcosine, ogm, agm, mlb, reconboost, mmpareto, relearn,"
              + " mcr-greedy, mcr-independent, mcr-collaborative, mcr-pretrained. Default: all.")
  private List<String> methods = new ArrayList<>();

  @Option(
      names = "--tuning",
      paramLabel = "FILE",
      description =
          "Settings of each method as 'tune fusion' chose them. Default: those that come with the"
              + " recipe.")
  private Path tuning;

  @Option(names = "--untuned", description = "All methods with the recipe's own settings.")
  private boolean untuned;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the runs go. Default: runs/compare-RECIPE.")
  private Path out;

  @Mixin private SeedsOptions seeds;
  @Mixin private FusionDataOptions data;
  @Mixin private ComputeOptions compute;

  @Spec private CommandSpec spec;

  /** Created by picocli. */
  public CompareFusionCommand() {}

  @Override
  public Integer call() {
    seeds.check(spec);
    DeviceChoice device = compute.chooseForTraining();
    recipe.load();
    Path path = out == null ? Path.of("runs", "compare-" + recipe.baseName()) : out;
    Tuning chosen = tuning();
    return seeds.run(
        "compare fusion",
        path,
        (own, seed, interrupt, reporter) -> compare(own, seed, chosen, device, interrupt, reporter),
        done -> {
          List<ComparedRows> rows = done.stream().map(ComparedRows::new).toList();
          System.out.println(
              new ConsoleTable(Charset.defaultCharset())
                  .table(MethodsTable.of("Test accuracy", rows)));
          Console.say("runs: " + path);
        });
  }

  private Tuning tuning() {
    if (untuned) {
      return Tuning.none();
    }
    return tuning == null ? Tuning.builtIn(recipe.name()) : Tuning.read(tuning);
  }

  private boolean compare(
      Path path,
      long seed,
      Tuning chosen,
      DeviceChoice device,
      Interrupt interrupt,
      Reporter reporter) {
    FusionInput input = data.data().open(recipe.load().data(), seed);
    FusionComparison comparison =
        new FusionComparison(path, recipe.name(), recipe.changes(), seed, input, device);
    List<MethodRow> rows = MethodRow.named(methods, comparison.modalities());
    if (!seeds.worker()) {
      Console.say(input.data().explanation());
      Console.say("seed %d, %d methods".formatted(seed, rows.size()));
    }
    boolean done =
        comparison.run(
            rows,
            chosen,
            interrupt,
            new FusionComparison.Watch(reporter, row -> {}, reporter::warn));
    if (done) {
      comparison.writeDone(rows, chosen);
      if (seeds.worker()) {
        reporter.evaluated("", path);
      }
    }
    return done;
  }
}
