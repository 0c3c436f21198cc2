package dev.counterpoint.inference.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A bundle in a zip archive: its files at the top, or all of them in one folder. */
final class ArchiveFiles implements BundleFiles {

  private final Path archive;

  ArchiveFiles(Path archive) {
    this.archive = archive;
  }

  @Override
  public String where() {
    return archive.toString();
  }

  @Override
  public Optional<Set<String>> names() {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      String folder = folder(zip);
      Set<String> names = new TreeSet<>();
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String name = entry.getName();
        if (entry.isDirectory() && folder.startsWith(name)) {
          continue;
        }
        if (!name.startsWith(folder) || name.indexOf('/', folder.length()) >= 0) {
          throw UnsafeBundlePathException.subfolder(where(), name);
        }
        if (!name.substring(folder.length()).startsWith(".")) {
          names.add(name.substring(folder.length()));
        }
      }
      return Optional.of(names);
    } catch (IOException e) {
      throw new BundleNotReadException(where(), e);
    }
  }

  @Override
  public byte[] read(String name) {
    FileNames.require(where(), name);
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      ZipEntry entry = zip.getEntry(folder(zip) + name);
      if (entry == null) {
        throw new MissingBundleFileException(where(), name);
      }
      try (InputStream in = zip.getInputStream(entry)) {
        return Contents.of(in, where(), name);
      }
    } catch (IOException e) {
      throw new BundleNotReadException(where() + "!/" + name, e);
    }
  }

  /** The one folder that people get who zip a folder; empty where the files are at the top. */
  private static String folder(ZipFile zip) {
    return zip.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.indexOf('/') > 0)
        .map(name -> name.substring(0, name.indexOf('/') + 1))
        .findFirst()
        .filter(first -> zip.stream().allMatch(entry -> entry.getName().startsWith(first)))
        .orElse("");
  }
}
