package dev.counterpoint.inference.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/** A bundle in the jar of a program. */
final class ClassPathFiles implements BundleFiles {

  private final ClassLoader loader;
  private final String folder;

  ClassPathFiles(ClassLoader loader, String folder) {
    this.loader = loader;
    this.folder = folder;
  }

  @Override
  public String where() {
    return "classpath:" + folder;
  }

  @Override
  public Optional<Set<String>> names() {
    return Optional.empty();
  }

  @Override
  public byte[] read(String name) {
    FileNames.require(where(), name);
    try (InputStream in = loader.getResourceAsStream(folder + "/" + name)) {
      if (in == null) {
        throw new MissingBundleFileException(where(), name);
      }
      return Contents.of(in, where(), name);
    } catch (IOException e) {
      throw new BundleNotReadException(where() + "/" + name, e);
    }
  }
}
