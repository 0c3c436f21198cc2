package dev.counterpoint.inference.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A bundle in a folder. Links are followed only to places in the same folder. */
final class FolderFiles implements BundleFiles {

  private final Path folder;

  FolderFiles(Path folder) {
    this.folder = folder;
  }

  @Override
  public String where() {
    return folder.toString();
  }

  @Override
  public Optional<Set<String>> names() {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        String name = entry.getFileName().toString();
        if (name.startsWith(".")) {
          continue;
        }
        if (Files.isDirectory(entry)) {
          throw UnsafeBundlePathException.subfolder(where(), name);
        }
        names.add(name);
      }
    } catch (IOException e) {
      throw new BundleNotReadException(where(), e);
    }
    return Optional.of(names);
  }

  @Override
  public byte[] read(String name) {
    FileNames.require(where(), name);
    try {
      // The resolved file is the one that is read, so that a link cannot change in between.
      Path file = folder.resolve(name).toRealPath();
      if (!file.startsWith(folder.toRealPath())) {
        throw UnsafeBundlePathException.link(where(), name, file.toString());
      }
      if (!Files.isRegularFile(file)) {
        throw UnsafeBundlePathException.noPlainFile(where(), name);
      }
      try (InputStream in = Files.newInputStream(file)) {
        return Contents.of(in, where(), name);
      }
    } catch (NoSuchFileException e) {
      throw new MissingBundleFileException(where(), name);
    } catch (IOException e) {
      throw new BundleNotReadException(folder.resolve(name).toString(), e);
    }
  }
}
