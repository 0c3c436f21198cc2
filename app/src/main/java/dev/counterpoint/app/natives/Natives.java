package dev.counterpoint.app.natives;

import dev.counterpoint.datasets.download.CacheFolder;
import dev.counterpoint.datasets.download.Host;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Hands the chosen libraries to DJL, by system properties, before its engine loads. A process that
 * is started with the same variables and class path makes the same choice.
 */
public final class Natives {

  /** DJL's name of the CUDA build that its JNI library is for. */
  public static final String CUDA_FLAVOR = "cu128";

  private static final String VERSION = "PYTORCH_VERSION";
  private static final String FLAVOR = "PYTORCH_FLAVOR";

  /** Dependencies of others that do not say where they lie; from the first to the last. */
  private static final List<String> FIRST = List.of("libquadmath.so.0", "libgfortran.so.5");

  private final Host host;
  private final String arch;
  private final String classPath;

  /** For this machine and class path. */
  public Natives(Host host) {
    this(host, System.getProperty("os.arch"), System.getProperty("java.class.path"));
  }

  /** For a machine of an architecture as Java names it. */
  Natives(Host host, String arch, String classPath) {
    this.host = host;
    this.arch = arch;
    this.classPath = classPath;
  }

  /**
   * Makes the libraries ready and tells DJL where they are. Without effect where the CPU's are
   * chosen, or once the engine is loaded.
   *
   * @param say told of what takes long
   * @throws NativesException if the choice cannot be had; the engine must not be loaded then
   */
  public void prepare(Consumer<String> say) {
    switch (NativesChoice.of(host).kind()) {
      case CUDA -> handOver(unpacked(say));
      case OWN -> own();
      case CPU -> {
        // DJL's own way.
      }
    }
  }

  /** What is wrong with the unpacked CUDA libraries, one line for each; empty if nothing is. */
  public List<String> damage() {
    requirePlatform();
    return cache(text -> {}).damage(PackedLibrary.find(classPath, LibrarySource.CUDA));
  }

  /** The folder of the unpacked CUDA libraries; it need not exist. */
  public Path folder() {
    requirePlatform();
    return cache(text -> {}).folder(PackedLibrary.find(classPath, LibrarySource.CUDA));
  }

  /** The folder of the CUDA libraries, unpacked if need be. */
  Path unpacked(Consumer<String> say) {
    requirePlatform();
    requireNoOther(VERSION, JniVersion.ofPyTorch());
    requireNoOther(FLAVOR, CUDA_FLAVOR);
    return cache(say).provide(PackedLibrary.find(classPath, LibrarySource.CUDA));
  }

  private UnpackedLibraries cache(Consumer<String> say) {
    return new UnpackedLibraries(CacheFolder.of(host).resolve("natives"), Disk.REAL, say);
  }

  private void requirePlatform() {
    if (!host.osName().equals("Linux") || !arch.equals("amd64") && !arch.equals("x86_64")) {
      throw new NativesException.NotSupported(
          "CUDA natives exist for Linux on x86_64 only; this machine is %s on %s"
              .formatted(host.osName(), arch),
          "Run without --cuda and " + NativesChoice.VARIABLE + ".");
    }
  }

  /** DJL asks the environment first, and the properties only then. */
  private void requireNoOther(String name, String needed) {
    Optional<String> set = host.variable(name).filter(value -> !value.equals(needed));
    if (set.isPresent()) {
      throw new NativesException.WrongSetting(
          "%s=%s contradicts the CUDA natives of Maven, which are %s"
              .formatted(name, set.get(), needed),
          "Unset " + name + ".");
    }
  }

  private static void handOver(Path folder) {
    System.setProperty(NativesChoice.LIBRARY_PATH, folder.toString());
    System.setProperty(VERSION, JniVersion.ofPyTorch());
    System.setProperty(FLAVOR, CUDA_FLAVOR);
    System.setProperty("ai.djl.offline", System.getProperty("ai.djl.offline", "true"));
    countableGpus(folder);
    for (String library : FIRST) {
      try {
        System.load(folder.resolve(library).toString());
      } catch (UnsatisfiedLinkError e) {
        throw new NativesException.NotLoaded(
            folder.resolve(library) + ": the system does not load it: " + e.getMessage(),
            "CUDA natives need glibc 2.35 and libstdc++ of GCC 12 or newer, as Ubuntu 22.04 and"
                + " Debian 12 have them; run without --cuda on others.",
            e);
      }
    }
  }

  /** DJL counts GPUs with a library of CUDA that it looks for under a name without version. */
  private static void countableGpus(Path folder) {
    Path unversioned = folder.resolve("libcudart.so");
    try {
      if (!Files.exists(unversioned)) {
        Files.createSymbolicLink(unversioned, Path.of("libcudart.so.12"));
      }
    } catch (IOException | UnsupportedOperationException e) {
      // JNA finds the one with a version too, if the system has no other.
    }
    String before = System.getProperty("jna.library.path");
    String path = folder.toString();
    if (before == null || before.isEmpty()) {
      System.setProperty("jna.library.path", path);
    } else if (!before.startsWith(path)) {
      System.setProperty("jna.library.path", path + File.pathSeparator + before);
    }
  }

  private void own() {
    Optional<OwnTorch> found = host.variable(NativesChoice.LIBRARY_PATH).flatMap(OwnTorch::in);
    if (found.isEmpty()) {
      // DJL takes Maven's then; doctor says so.
      return;
    }
    OwnTorch torch = found.get();
    String flavor = host.variable(FLAVOR).orElse(torch.flavor());
    Optional<String> misfit = torch.misfit(flavor);
    if (misfit.isPresent()) {
      throw new NativesException.WrongTorch(
          "%s: DJL's JNI library does not fit: %s".formatted(torch.folder(), misfit.get()),
          ("It would load, and then end the program at the first array. Unset %s, or install PyTorch"
                  + " %s.")
              .formatted(NativesChoice.LIBRARY_PATH, JniVersion.ofPyTorch()));
    }
    // Without them DJL looks for a flavour that it has no JNI library for.
    System.setProperty(VERSION, JniVersion.ofPyTorch());
    System.setProperty(FLAVOR, flavor);
  }
}
