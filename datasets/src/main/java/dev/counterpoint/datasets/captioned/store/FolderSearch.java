package dev.counterpoint.datasets.captioned.store;

import dev.counterpoint.datasets.captioned.source.SourceFile;
import dev.counterpoint.datasets.captioned.source.SourceOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the folder that a source's pictures lie in. */
public final class FolderSearch {

  private static final int LOOKED_AT = 100;

  private FolderSearch() {}

  /**
   * The folder that a person gave; otherwise the first that has one of the first hundred pictures;
   * otherwise the source's own.
   *
   * @param written paths as they are written in the source
   * @param others names of folders that are looked for beside the source and beside its folder,
   *     after those that every format has: the source's own and {@code images}
   */
  public static PictureFolder find(
      SourceFile source, SourceOptions options, Iterable<String> written, String... others) {
    if (options.imageFolder().isPresent()) {
      return new PictureFolder(options.imageFolder().get(), options.limits());
    }
    Path home = source.home();
    Set<Path> candidates = new LinkedHashSet<>();
    candidates.add(home);
    candidates.add(home.resolve("images"));
    for (String other : others) {
      candidates.add(home.resolve(other));
      candidates.add(home.resolveSibling(other));
    }
    List<String> some = new ArrayList<>();
    for (String path : written) {
      if (some.size() == LOOKED_AT) {
        break;
      }
      some.add(path.strip());
    }
    for (Path candidate : candidates) {
      PictureFolder folder = new PictureFolder(candidate, options.limits());
      if (Files.isDirectory(candidate)
          && some.stream().anyMatch(path -> !path.isEmpty() && folder.has(path))) {
        return folder;
      }
    }
    return new PictureFolder(home, options.limits());
  }
}
