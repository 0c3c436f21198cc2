package dev.counterpoint.app.doctor;

import ai.djl.util.cuda.CudaUtils;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Why there is a GPU, or why not: driver, CUDA runtime, PyTorch's CUDA natives. Does not load the
 * engine, which a wrong set of natives can bring down together with the JVM.
 */
public final class GpuCheck {

  private static final String NATIVES =
      "PyTorch's CUDA natives are no Maven artifact. Install PyTorch %1$s for CUDA 12.8 with pip and"
          + " set PYTORCH_LIBRARY_PATH to its folder torch/lib, PYTORCH_VERSION=%1$s and"
          + " PYTORCH_FLAVOR=cu128; or, with a network, start once with DJL_OFFLINE=false and let DJL"
          + " download them.";

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
    Finding driver = driver();
    findings.add(driver);
    boolean hasDriver = driver.advice().isEmpty();
    findings.add(runtime(hasDriver));
    findings.add(
        Finding.attempt("GPUs that DJL sees", () -> Integer.toString(CudaUtils.getGpuCount()), ""));
    findings.add(libraryPath());
    findings.add(variable("PYTORCH_VERSION", version, hasDriver));
    findings.add(variable("PYTORCH_FLAVOR", "cu128", hasDriver));
    if (hasDriver && host.variable("PYTORCH_LIBRARY_PATH").isEmpty()) {
      findings.add(
          new Finding(
              "CUDA natives", "those of Maven are for the CPU", NATIVES.formatted(version)));
    }
    return new Section("GPU", findings);
  }

  private static Finding driver() {
    Optional<String> answer =
        CommandOutput.of(
            "nvidia-smi", "--query-gpu=name,driver_version,memory.total", "--format=csv,noheader");
    return answer
        .map(text -> Finding.of("driver (nvidia-smi)", String.join("; ", text.lines().toList())))
        .orElseGet(
            () ->
                new Finding(
                    "driver (nvidia-smi)",
                    "not on the PATH, or no answer",
                    "Training runs on the CPU. For an NVIDIA GPU, install its driver first."));
  }

  private Finding runtime(boolean hasDriver) {
    Set<Path> searched = new LinkedHashSet<>();
    Stream.of(
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
    Optional<Path> folder = folder(value.get()).filter(Files::isDirectory);
    if (folder.isEmpty()) {
      return new Finding(
          name,
          value.get() + ", which is no folder",
          "Unset it, or name PyTorch's folder torch/lib.");
    }
    Optional<String> installed = installedVersion(folder.get());
    if (installed.isPresent() && !installed.get().startsWith(version)) {
      return new Finding(
          name,
          "%s, which is PyTorch %s".formatted(value.get(), installed.get()),
          ("Counterpoint needs PyTorch %s: others load, and then fail at the first array or end the"
                  + " JVM. Unset it, or install that version.")
              .formatted(version));
    }
    return Finding.of(
        name, value.get() + ", PyTorch " + installed.orElse("of a version that it does not tell"));
  }

  /** From {@code torch/version.py} of pip or {@code build-version} of libtorch. */
  private static Optional<String> installedVersion(Path library) {
    Path above = library.toAbsolutePath().normalize().getParent();
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
      } catch (IOException e) {
        // The next one may be there.
      }
    }
    return Optional.empty();
  }

  private Finding variable(String name, String needed, boolean hasDriver) {
    Optional<String> value = host.variable(name);
    boolean own = host.variable("PYTORCH_LIBRARY_PATH").isPresent();
    String advice = "";
    if (own && value.isEmpty()) {
      advice = "Set it to " + needed + ": without, DJL looks for natives that do not exist.";
    } else if (value.isPresent() && name.endsWith("VERSION") && !value.get().equals(needed)) {
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
