package dev.counterpoint.inference;

import dev.counterpoint.inference.files.BundleFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Models in jars on the class path: each is a bundle in a folder of {@value #FOLDER}, and its name
 * stands on a line of {@code index.txt} there. Any jar may bring some.
 */
public final class ShippedModels {

  /** Where the models are on the class path. */
  public static final String FOLDER = "dev/counterpoint/inference/models";

  private static final String INDEX = FOLDER + "/index.txt";

  private ShippedModels() {}

  /** The names of all, sorted. */
  public static List<String> names() {
    Set<String> names = new TreeSet<>();
    try {
      for (URL index : Collections.list(loader().getResources(INDEX))) {
        try (InputStream in = index.openStream()) {
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .forEach(names::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the class path has an index that cannot be read", e);
    }
    return List.copyOf(names);
  }

  /**
   * The files of a model.
   *
   * @throws UnknownModelException if there is none of that name
   */
  public static BundleFiles files(String name) {
    if (!names().contains(name)) {
      throw new UnknownModelException(name, names());
    }
    return BundleFiles.onClassPath(loader(), FOLDER + "/" + name);
  }

  private static ClassLoader loader() {
    return ShippedModels.class.getClassLoader();
  }
}
