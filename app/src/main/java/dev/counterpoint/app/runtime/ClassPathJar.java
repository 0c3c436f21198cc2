package dev.counterpoint.app.runtime;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A part of the class path, and the jar that it becomes.
 *
 * @param source a jar, or a folder of classes
 * @param name the file's name in the bundle; no two are the same
 */
record ClassPathJar(Path source, String name) {

  /** Natives of DJL for one kind of device: {@code pytorch-native-cpu} and its like. */
  private static final String TORCH = "pytorch-native-";

  /** JavaCPP's builds of CUDA and PyTorch, as Maven's folders name them. */
  private static final Path CUDA = Path.of("org", "bytedeco");

  /**
   * The parts in their order. PyTorch built for CUDA is left out: gigabytes, which a machine with a
   * GPU has from its own PyTorch.
   *
   * @param classPath as Java takes it
   * @throws RuntimeBundleException.UnreadableJar if a part does not exist
   */
  static List<ClassPathJar> of(String classPath, BundledNatives natives) {
    List<ClassPathJar> jars = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String part : classPath.split(File.pathSeparator)) {
      Path source = Path.of(part).toAbsolutePath().normalize();
      if (!Files.exists(source)) {
        throw new RuntimeBundleException.UnreadableJar(source, "it does not exist", null);
      }
      ClassPathJar jar = new ClassPathJar(source, nameOf(source));
      if (jar.ofCuda() || jar.ofTorch() && natives == BundledNatives.NONE) {
        continue;
      }
      String free = jar.name;
      for (int next = 2; !names.add(free); next++) {
        free = next + "-" + jar.name;
      }
      jars.add(new ClassPathJar(source, free));
    }
    return List.copyOf(jars);
  }

  /** Whether it is PyTorch's natives. */
  boolean ofTorch() {
    return isOfTorch(name);
  }

  /** Whether a jar of this name is PyTorch's natives. */
  static boolean isOfTorch(String name) {
    return name.startsWith(TORCH);
  }

  private boolean ofCuda() {
    for (int from = 0; from + 2 <= source.getNameCount(); from++) {
      if (source.subpath(from, from + 2).equals(CUDA)) {
        return true;
      }
    }
    return false;
  }

  /** A folder is Maven's {@code MODULE/target/classes}, and named after the module. */
  private static String nameOf(Path source) {
    String last = source.getFileName().toString();
    if (!Files.isDirectory(source)) {
      return last;
    }
    boolean ofMaven = source.getNameCount() > 2 && source.getParent().endsWith("target");
    String module = ofMaven ? source.getName(source.getNameCount() - 3).toString() : last;
    return "counterpoint-" + module + (last.startsWith("test") ? "-tests" : "") + ".jar";
  }
}
