package dev.counterpoint.app.doctor;

import ai.djl.util.cuda.CudaUtils;
import dev.counterpoint.app.natives.NativesChoice;
import dev.counterpoint.app.natives.NativesChoice.Kind;
import dev.counterpoint.app.natives.NativesException;
import dev.counterpoint.app.natives.OwnTorch;
import dev.counterpoint.app.run.Versions;
import dev.counterpoint.datasets.download.Host;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Why there is a GPU, or why not: driver, CUDA runtime, PyTorch's CUDA natives. Does not load the
 * engine, which a wrong set of natives can bring down together with the JVM.
 */
public final class GpuCheck {

  private static final String NATIVES =
      "Start with ./counterpoint --cuda, which fetches 3 GB of CUDA libraries from Maven once; or set"
          + " PYTORCH_LIBRARY_PATH to the folder torch/lib of an installed PyTorch %s for CUDA 12.8.";

  private final Host host;
  private final String version;

  /** A check with these environment variables. */
  public GpuCheck(Host host) {
    this.host = host;
    this.version = Versions.all().get("pytorch");
  }

  /** What was looked for and found. */
  public Section gpu() {
    List<Finding> findings = new ArrayList<>();
    Driver driver = Driver.current();
    findings.addAll(driver.findings());
    boolean hasDriver = driver.present();
    findings.add(runtime(hasDriver));
    findings.add(
        Finding.attempt("GPUs that DJL sees", () -> Integer.toString(CudaUtils.getGpuCount()), ""));
    findings.add(libraryPath());
    findings.add(variable("PYTORCH_VERSION", version, hasDriver));
    findings.add(variable("PYTORCH_FLAVOR", "cu128", hasDriver));
    if (hasDriver && isChosen(Kind.CPU)) {
      findings.add(
          new Finding("CUDA natives", "those chosen are for the CPU", NATIVES.formatted(version)));
    }
    if (!hasDriver && isChosen(Kind.CUDA)) {
      findings.add(
          new Finding(
              "CUDA natives",
              "chosen, but without a driver no GPU can be used",
              "Training runs on the CPU with them; without --cuda it does so too, and may be"
                  + " faster."));
    }
    return new Section("GPU", findings);
  }

  private boolean isChosen(Kind kind) {
    try {
      return NativesChoice.of(host).kind() == kind;
    } catch (NativesException e) {
      return false;
    }
  }

  private Finding runtime(boolean hasDriver) {
    Set<Path> searched = new LinkedHashSet<>();
    Stream.of(
            System.getProperty("jna.library.path", ""),
            host.variable("LD_LIBRARY_PATH").orElse(""),
            host.variable("PATH").filter(path -> File.separatorChar == '\\').orElse(""),
            host.variable("PYTORCH_LIBRARY_PATH").orElse(""),
            System.getProperty("java.library.path", ""),
            "/usr/local/cuda/lib64",
            "/usr/lib/x86_64-linux-gnu",
            "/usr/lib/aarch64-linux-gnu")
        .flatMap(list -> Stream.of(list.split(Pattern.quote(File.pathSeparator))))
        .filter(text -> !text.isBlank())
        .forEach(text -> folder(text).ifPresent(searched::add));
    List<Path> found = searched.stream().flatMap(GpuCheck::runtimesIn).toList();
    String name = "CUDA runtime (libcudart)";
    if (!found.isEmpty()) {
      return new Finding(
          name,
          found.get(0).toString(),
          hasDriver && gpus() == 0
              ? "DJL sees no GPU. Add %s to LD_LIBRARY_PATH, so that it can load this file."
                  .formatted(found.get(0).getParent())
              : "");
    }
    return new Finding(
        name,
        "not in " + String.join(", ", searched.stream().map(Path::toString).toList()),
        hasDriver
            ? "Add its folder to LD_LIBRARY_PATH: DJL sees no GPU without it. The CUDA toolkit has it"
                + " in lib64, pip's nvidia-cuda-runtime-cu12 in nvidia/cuda_runtime/lib."
            : "");
  }

  private static int gpus() {
    try {
      return CudaUtils.getGpuCount();
    } catch (RuntimeException | LinkageError e) {
      return 0;
    }
  }

  private static Stream<Path> runtimesIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(
              file -> file.getFileName().toString().matches("(lib)?cudart.*\\.(so|dll|dylib).*"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException | RuntimeException e) {
      return Stream.empty();
    }
  }

  private Finding libraryPath() {
    String name = "PYTORCH_LIBRARY_PATH";
    Optional<String> value = host.variable(name);
    if (value.isEmpty()) {
      return Finding.of(name, "not set: PyTorch comes from Maven");
    }
    Optional<OwnTorch> torch = OwnTorch.in(value.get());
    if (torch.isEmpty()) {
      return new Finding(
          name,
          value.get() + ", in which there is no " + System.mapLibraryName("torch"),
          "Unset it, or name PyTorch's folder torch/lib.");
    }
    return Finding.of(name, torch.get().folder());
  }

  private Finding variable(String name, String needed, boolean hasDriver) {
    Optional<String> value = host.variable(name);
    String advice = "";
    if (value.isPresent() && name.endsWith("VERSION") && !value.get().equals(needed)) {
      advice = "Set it to " + needed + " or unset it: the JNI library fits that version only.";
    } else if (value.isPresent() && hasDriver && value.get().startsWith("cpu")) {
      advice = "Set it to " + needed + " to use the GPU.";
    }
    return new Finding(name, value.orElse("not set"), advice);
  }

  private static Optional<Path> folder(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
