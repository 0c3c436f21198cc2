package dev.counterpoint.app.cli.data;

import dev.counterpoint.app.captioned.CaptionedData;
import dev.counterpoint.app.captioned.SourceFinder;
import dev.counterpoint.app.cli.Console;
import dev.counterpoint.app.cli.ExitCode;
import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.cli.captioned.CaptionedDataOptions;
import dev.counterpoint.app.recipe.CaptionedRecipe;
import dev.counterpoint.app.recipe.CaptionedRecipes;
import dev.counterpoint.datasets.captioned.CaptionedPictures;
import dev.counterpoint.datasets.captioned.drawn.DrawnPictures;
import dev.counterpoint.datasets.captioned.drawn.RepeatedPictures;
import dev.counterpoint.datasets.captioned.shard.ShardWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes WebDataset shards. */
@Command(
    name = "shards",
    header = "Writes pictures with captions as WebDataset shards.",
    description = {
      "",
      "Training from shards reads large files in sequence, which disks and networks like best. Any"
          + " source can be written so; with --gigabytes, drawn photographs-to-be fill as much as you"
          + " ask for, to see how a machine copes with a large set.",
      "",
      "  counterpoint data shards --data captions.tsv --out shards",
      "  counterpoint data shards --gigabytes 10 --out large",
      "  counterpoint train clip --data shards"
    })
final class DataShardsCommand extends HelpfulCommand implements Callable<Integer> {

  private static final DrawnPictures.Settings LARGE =
      new DrawnPictures.Settings(1, 400, 256, DrawnPictures.FileKind.JPEG, 24);

  @Mixin private CaptionedDataOptions data;

  @Option(
      names = "--gigabytes",
      paramLabel = "N",
      description = "Test data of so many gigabytes (10^9 bytes) instead of --data.")
  private Double gigabytes;

  @Option(
      names = "--shard-megabytes",
      paramLabel = "N",
      defaultValue = "256",
      description = "Size of a shard (10^6 bytes). Default: 256.")
  private int shardMegabytes;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "A new folder.")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (data.isGiven() == (gigabytes != null)) {
      throw new ParameterException(spec.commandLine(), "expected either --data or --gigabytes");
    }
    if (shardMegabytes < 1 || gigabytes != null && !(gigabytes > 0 && gigabytes <= 100_000)) {
      throw new ParameterException(
          spec.commandLine(), "--shard-megabytes is 1 or more, --gigabytes above 0 to 100000");
    }
    if (gigabytes != null) {
      try (CaptionedPictures test = testData(gigabytes * 1e9)) {
        return write(test);
      }
    }
    CaptionedRecipe recipe = data.in(CaptionedRecipes.load("image-caption-clip", List.of()));
    try (CaptionedData opened = CaptionedData.open(recipe.data(), SourceFinder.standard())) {
      return write(opened.pictures());
    }
  }

  private static CaptionedPictures testData(double bytes) {
    CaptionedPictures original = new DrawnPictures(LARGE);
    double each = 0;
    int looked = 20;
    for (int i = 0; i < looked; i++) {
      each += original.picture(i).length / (double) looked;
    }
    return new RepeatedPictures(original, (int) Math.max(1, Math.ceil(bytes / each)));
  }

  private int write(CaptionedPictures set) {
    ShardWriter.Written written;
    try (ProgressBar bar = Console.bar("writing", "pictures", set.size())) {
      written = ShardWriter.write(set, out, shardMegabytes * 1_000_000L, bar::stepTo);
    }
    written
        .bad()
        .forEach((reason, count) -> Console.say("warning: %d: %s".formatted(count, reason.text())));
    System.out.println(
        String.format(
            Locale.ROOT,
            "%d pictures in %d shards, %.1f MB: %s",
            written.examples(),
            written.shards().size(),
            written.bytes() / 1e6,
            out));
    return written.bad().isEmpty() ? ExitCode.OK : ExitCode.SKIPPED;
  }
}
