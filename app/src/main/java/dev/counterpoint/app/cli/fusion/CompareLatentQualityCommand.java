package dev.counterpoint.app.cli.fusion;

import dev.counterpoint.app.cli.ComputeOptions;
import dev.counterpoint.app.cli.Console;
import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.device.DeviceChoice;
import dev.counterpoint.app.device.Threads;
import dev.counterpoint.app.file.FileNotWrittenException;
import dev.counterpoint.app.fusion.FusionInput;
import dev.counterpoint.app.fusion.quality.QualityResults;
import dev.counterpoint.app.fusion.quality.QualitySweep;
import dev.counterpoint.app.fusion.quality.QualityTable;
import dev.counterpoint.app.report.ConsoleTable;
import dev.counterpoint.app.run.RunManifest;
import dev.counterpoint.app.training.Interrupt;
import dev.counterpoint.app.worker.Reporter;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Latent quality of trained encoders, after Huang et al. 2021. */
@Command(
    name = "latent-quality",
    header = "Compares subsets of modalities: how good a latent do they learn (Huang et al. 2021)?",
    description = {
      "",
      "Trains encoders with a joint head for every subset of the modalities and every number of"
          + " training examples, and prints the risk on test examples and the latent quality: the"
          + " risk of a head refitted on the frozen latent of all training examples, less the least"
          + " of any. Whatever the number of examples, a training takes as many steps as"
          + " training.epochs on all of them, and what validates best is kept.",
      "",
      "  counterpoint compare latent-quality --features my-features",
      "  counterpoint compare latent-quality --set data.digits.halves=true",
      "",
      "Each seed leaves OUT/seed-N/latent-quality.json; run the command again with the same --out to"
          + " go on where it was stopped."
    })
public final class CompareLatentQualityCommand extends HelpfulCommand implements Callable<Integer> {

  @Mixin private FusionRecipeOptions recipe;

  @Option(
      names = "--sizes",
      paramLabel = "N",
      split = ",",
      description =
          "Numbers of training examples, with commas between. Default: those of 50, 100, 200, 500,"
              + " 1000 and 3000 that are at most half of the training examples.")
  private List<Integer> sizes = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the results go. Default: runs/latent-quality-RECIPE.")
  private Path out;

  @Option(names = "--json", description = "Write the results of all seeds as one JSON array.")
  private boolean json;

  @Mixin private SeedsOptions seeds;
  @Mixin private FusionDataOptions data;
  @Mixin private ComputeOptions compute;

  @Spec private CommandSpec spec;

  /** Created by picocli. */
  public CompareLatentQualityCommand() {}

  @Override
  public Integer call() {
    seeds.check(spec);
    DeviceChoice device = compute.chooseForTraining();
    Path path = out == null ? Path.of("runs", "latent-quality-" + recipe.baseName()) : out;
    List<QualityResults> measured = new ArrayList<>();
    return seeds.run(
        "compare latent-quality",
        path,
        (own, seed, interrupt, reporter) -> {
          Optional<QualityResults> one = measure(own, seed, device, interrupt, reporter);
          one.ifPresent(measured::add);
          return one.isPresent();
        },
        done -> {
          show(measured);
          Console.say("all of it: " + path);
        });
  }

  private void show(List<QualityResults> measured) {
    System.out.println(
        json
            ? measured.stream().map(QualityResults::json).collect(Collectors.joining(",", "[", "]"))
            : new ConsoleTable(Charset.defaultCharset()).table(QualityTable.of(measured)));
  }

  private Optional<QualityResults> measure(
      Path path, long seed, DeviceChoice device, Interrupt interrupt, Reporter reporter) {
    FusionInput input = data.data().open(recipe.load().data(), seed);
    QualitySweep sweep = new QualitySweep(recipe.load(), sizes, seed, input, device);
    if (!seeds.worker()) {
      Console.say(input.data().explanation());
      Console.say("seed " + seed);
    }
    input.notes().forEach(reporter::warn);
    RunManifest manifest =
        RunManifest.begin(
            seed,
            input.data().name(),
            input.data().drawn() ? "made by the program" : "files or generator",
            input.data().fingerprints(),
            device.text(),
            Threads.used());
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new FileNotWrittenException(path, e);
    }
    long start = System.nanoTime();
    manifest.write(path.resolve("run.json"));
    Optional<QualityResults> results = sweep.run(path, interrupt, reporter);
    manifest
        .ended(results.isPresent() ? "complete" : "interrupted", (System.nanoTime() - start) / 1e9)
        .write(path.resolve("run.json"));
    if (seeds.worker() && results.isPresent()) {
      reporter.evaluated("", path);
    }
    return results;
  }
}
