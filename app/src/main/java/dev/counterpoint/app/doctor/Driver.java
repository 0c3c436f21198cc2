package dev.counterpoint.app.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * NVIDIA's driver: what {@code nvidia-smi} says, and without it the kernel's module and the library
 * that programs load.
 *
 * @param answer of nvidia-smi: name, driver, memory in all and free, a line for each GPU
 * @param root of the file system
 */
record Driver(Optional<String> answer, Path root) {

  private static final List<String> LIBRARIES =
      List.of(
          "usr/lib/x86_64-linux-gnu/libcuda.so.1",
          "usr/lib/aarch64-linux-gnu/libcuda.so.1",
          "usr/lib64/libcuda.so.1",
          "usr/lib/libcuda.so.1",
          "usr/lib/wsl/lib/libcuda.so.1");

  /** Of this machine. */
  static Driver current() {
    return new Driver(
        CommandOutput.of(
            "nvidia-smi",
            "--query-gpu=name,driver_version,memory.total,memory.free",
            "--format=csv,noheader"),
        Path.of("/"));
  }

  /** Whether anything speaks for one. */
  boolean present() {
    return answer.isPresent() || module().isPresent();
  }

  /** The driver, and the GPUs that it names. */
  List<Finding> findings() {
    if (answer.isPresent()) {
      return answer.get().lines().map(line -> Finding.of("GPU (nvidia-smi)", gpu(line))).toList();
    }
    Optional<Path> library = library();
    String where = library.map(path -> "; " + path).orElse("; no libcuda.so.1");
    if (module().isPresent()) {
      return List.of(
          new Finding(
              "driver",
              module().get() + where,
              library.isPresent()
                  ? "nvidia-smi is not on the PATH, or does not answer; GPUs may work all the same."
                  : "The kernel has the driver, but programs do not find it. In a container, start"
                      + " it with access to the GPUs (--gpus all)."));
    }
    return List.of(
        new Finding(
            "driver",
            "none: nvidia-smi is not on the PATH or does not answer, no /proc/driver/nvidia"
                + where,
            "Training runs on the CPU. For an NVIDIA GPU, install its driver first."));
  }

  private static String gpu(String line) {
    String[] parts = line.split("\\s*,\\s*");
    return parts.length == 4
        ? "%s, driver %s, %s, %s of it free".formatted((Object[]) parts)
        : line;
  }

  private Optional<String> module() {
    try {
      return Files.readAllLines(root.resolve("proc/driver/nvidia/version")).stream().findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<Path> library() {
    return LIBRARIES.stream().map(root::resolve).filter(Files::exists).findFirst();
  }
}
