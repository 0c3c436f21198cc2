package dev.counterpoint.app.natives;

import ai.djl.util.ClassLoaderUtils;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A PyTorch that the user has installed, and whether DJL's JNI library fits it. The JNI library is
 * compiled against one version; over another it may load, and then end the JVM at the first array.
 *
 * <p>The version stands in {@code version.py} (pip) or {@code build-version} (libtorch) beside the
 * folder of the libraries; in the libraries themselves it is in no reliable place. Where neither
 * file is, on Linux, every function of PyTorch that the JNI library calls must be there. Of 2.5.1,
 * 29 are missing, of 2.10.0, 4. What differs in the layout of classes alone is not seen so.
 *
 * @param folder with libtorch
 */
public record OwnTorch(Path folder) {

  private static final List<String> LIBRARIES =
      List.of("libtorch_cpu.so", "libc10.so", "libtorch_cuda.so", "libc10_cuda.so", "libtorch.so");

  /** Mangled names in PyTorch's own namespaces. */
  private static final Pattern OF_TORCH = Pattern.compile("_Z[A-Z]*(3c10|2at|5torch|6caffe2).*");

  private static final int SHOWN = 3;

  /**
   * The installation that DJL takes.
   *
   * @param paths value of {@code PYTORCH_LIBRARY_PATH}: folders, or libtorch itself
   * @return empty if there is no libtorch at any of them
   */
  public static Optional<OwnTorch> in(String paths) {
    String name = System.mapLibraryName("torch");
    return Stream.of(paths.split(Pattern.quote(File.pathSeparator)))
        .flatMap(text -> path(text).stream())
        .map(path -> path.endsWith(name) ? path.toAbsolutePath().getParent() : path)
        .filter(folder -> Files.isRegularFile(folder.resolve(name)))
        .findFirst()
        .map(OwnTorch::new);
  }

  private static Optional<Path> path(String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The version that the installation tells, as {@code 2.7.1+cu128}. */
  public Optional<String> version() {
    Path above = folder.toAbsolutePath().normalize().getParent();
    if (above == null) {
      return Optional.empty();
    }
    for (String file : List.of("version.py", "build-version")) {
      try {
        Matcher matcher =
            Pattern.compile("\\d+\\.\\d+\\.\\d+[+\\w.]*")
                .matcher(Files.readString(above.resolve(file)));
        if (matcher.find()) {
          return Optional.of(matcher.group());
        }
      } catch (IOException | UncheckedIOException e) {
        // The next one may be there.
      }
    }
    return Optional.empty();
  }

  /** {@code cu128} if it has a CUDA part, or {@code cpu}. */
  public String flavor() {
    return Files.exists(folder.resolve(System.mapLibraryName("torch_cuda"))) ? "cu128" : "cpu";
  }

  /**
   * Why DJL's JNI library does not fit; loads nothing.
   *
   * @param flavor of the JNI library
   * @return empty if it fits, or nothing speaks against it
   */
  public Optional<String> misfit(String flavor) {
    String needed = JniVersion.ofPyTorch();
    Optional<String> told = version();
    if (told.isPresent()) {
      boolean same = told.get().equals(needed) || told.get().startsWith(needed + "+");
      return same
          ? Optional.empty()
          : Optional.of("it is PyTorch %s, expected %s".formatted(told.get(), needed));
    }
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.empty();
    }
    try {
      Set<String> missing = missing(flavor);
      return missing.isEmpty()
          ? Optional.empty()
          : Optional.of(
              String.format(
                  Locale.ROOT,
                  "it is no PyTorch %s: it lacks %d functions that DJL's JNI library (%s) calls,"
                      + " among them %s",
                  needed,
                  missing.size(),
                  flavor,
                  String.join(", ", missing.stream().limit(SHOWN).toList())));
    } catch (IOException e) {
      return Optional.of("its libraries cannot be read: " + e.getMessage());
    }
  }

  /** Functions of PyTorch that the JNI library calls and that are in none of the libraries. */
  private Set<String> missing(String flavor) throws IOException {
    Path jni = Files.createTempFile("counterpoint-jni", ".so");
    try {
      String arch = System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch64";
      String resource = "jnilib/linux-%s/%s/libdjl_torch.so".formatted(arch, flavor);
      if (ClassLoaderUtils.getResource(resource) == null) {
        throw new IOException("DJL has no JNI library for the flavour " + flavor);
      }
      try (InputStream in = ClassLoaderUtils.getResourceAsStream(resource)) {
        Files.copy(in, jni, StandardCopyOption.REPLACE_EXISTING);
      }
      Set<String> wanted = new TreeSet<>();
      DynamicSymbols.read(
          jni,
          name -> {
            if (OF_TORCH.matcher(name).matches()) {
              wanted.add(name);
            }
          },
          name -> {});
      for (String library : LIBRARIES) {
        Path file = folder.resolve(library);
        if (Files.exists(file)) {
          DynamicSymbols.read(file, name -> {}, wanted::remove);
        }
      }
      return wanted;
    } finally {
      Files.deleteIfExists(jni);
    }
  }
}
