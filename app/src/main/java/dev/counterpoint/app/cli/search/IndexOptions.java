package dev.counterpoint.app.cli.search;

import dev.counterpoint.app.cli.Console;
import dev.counterpoint.app.cli.inference.ModelOptions;
import dev.counterpoint.app.cli.inference.PictureFolder;
import dev.counterpoint.app.cli.inference.SkippedFiles;
import dev.counterpoint.datasets.download.CacheFolder;
import dev.counterpoint.datasets.download.Host;
import dev.counterpoint.inference.bundle.Bundle;
import dev.counterpoint.inference.search.EmbeddingIndex;
import dev.counterpoint.inference.search.approximate.ApproximateIndex;
import dev.counterpoint.inference.search.folder.FolderIndex;
import dev.counterpoint.inference.search.folder.IndexUpdate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which index, by which model, and how it is searched. */
final class IndexOptions {

  /** When a graph leads to the nearest. */
  enum Approximate {
    AUTO,
    ALWAYS,
    NEVER
  }

  @Mixin private ModelOptions model;

  @Option(
      names = "--index",
      paramLabel = "FILE",
      description =
          "Where the index is kept. Default: a file for this folder and model in the cache,"
              + " ~/.cache/counterpoint/search on Linux (see COUNTERPOINT_CACHE).")
  private Path file;

  @Option(
      names = "--approximate",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description =
          "Follow a graph instead of looking at every vector, which is faster and may miss some:"
              + " auto (from a million pictures on), always or never. Default: auto.")
  private Approximate approximate;

  ModelOptions model() {
    return model;
  }

  FolderIndex index(Path folder, Bundle bundle) {
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFolderException(folder);
    }
    Path real = real(folder);
    return new FolderIndex(
        file != null ? file : standard(real, bundle), real, bundle, model.options());
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Readable for whoever looks into the cache, and different for each folder and model. */
  private static Path standard(Path folder, Bundle bundle) {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      hash.update((folder + "\n" + bundle.identity()).getBytes(StandardCharsets.UTF_8));
      String short16 = HexFormat.of().formatHex(hash.digest(), 0, 8);
      Path last = folder.getFileName();
      String name = (last == null ? "root" : last.toString()).replaceAll("[^A-Za-z0-9_-]", "_");
      return CacheFolder.of(Host.current())
          .resolve("search")
          .resolve(name.substring(0, Math.min(40, name.length())) + "-" + short16 + ".index");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Brings the index up to the folder, and says so where it takes time. */
  IndexUpdate update(FolderIndex index, Path folder, SkippedFiles skipped) {
    List<Path> pictures = PictureFolder.files(real(folder), skipped).toList();
    if (pictures.isEmpty()) {
      throw new NoPicturesException(folder, 0);
    }
    IndexUpdate update;
    try (BarProgress progress = new BarProgress(skipped)) {
      update = index.update(pictures, progress);
    }
    if (update.index().size() == 0) {
      throw new NoPicturesException(folder, update.index().skipped().size());
    }
    return update;
  }

  /** The graph, if one is to be used; it is built if there is none. */
  Optional<ApproximateIndex> graph(EmbeddingIndex index) {
    boolean wanted =
        switch (approximate) {
          case ALWAYS -> true;
          case NEVER -> false;
          case AUTO ->
              index.size() >= ApproximateIndex.WORTH_IT && index.width() <= ApproximateIndex.WIDEST;
        };
    if (!wanted) {
      return Optional.empty();
    }
    boolean there = ApproximateIndex.exists(index);
    if (!there) {
      Console.say("building the graph of %d pictures".formatted(index.size()));
    }
    ApproximateIndex graph = ApproximateIndex.openOrBuild(index);
    if (!there) {
      Console.say("the graph finds %.1f %% of the 10 nearest".formatted(100 * graph.recall()));
    }
    return Optional.of(graph);
  }
}
