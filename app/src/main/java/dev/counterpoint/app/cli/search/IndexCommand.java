package dev.counterpoint.app.cli.search;

import dev.counterpoint.app.cli.ExitCode;
import dev.counterpoint.app.cli.HelpfulCommand;
import dev.counterpoint.app.cli.inference.ResultLine;
import dev.counterpoint.app.cli.inference.SkippedFiles;
import dev.counterpoint.inference.search.EmbeddingIndex;
import dev.counterpoint.inference.search.approximate.ApproximateIndex;
import dev.counterpoint.inference.search.folder.IndexUpdate;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes or updates the index of a folder. */
@Command(
    name = "index",
    header = "Makes a folder of pictures searchable, or brings its index up to date.",
    description = {
      "",
      "search does this by itself; index does it ahead of time, and lists all pictures that cannot be"
          + " read; the exit code is then 9. Pictures that have not changed are not read again. One"
          + " that is stopped goes on where it was.",
      "",
      "  counterpoint index photos --model bundles/mine",
      "  counterpoint index photos --model bundles/mine --index photos.index"
    })
public final class IndexCommand extends HelpfulCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FOLDER",
      description = "Where the pictures are: PNG, JPEG, GIF or BMP, in it and in its folders.")
  private Path folder;

  @Mixin private IndexOptions options;

  /** Created by picocli. */
  public IndexCommand() {}

  @Override
  public Integer call() {
    options.model().check();
    SkippedFiles skipped = new SkippedFiles();
    IndexUpdate update =
        options.update(options.index(folder, options.model().bundle()), folder, skipped);
    EmbeddingIndex index = update.index();
    options.graph(index).ifPresent(ApproximateIndex::close);
    index
        .skipped()
        .forEach(
            file -> System.out.println("not searchable: " + ResultLine.visible(file.problem())));
    System.out.printf(
        "%d pictures searchable, %d not; %d encoded now, %d removed%n",
        index.size(), index.skipped().size(), update.encoded(), update.removed());
    System.out.println("index: " + index.file());
    return index.skipped().isEmpty() ? ExitCode.OK : ExitCode.SKIPPED;
  }
}
