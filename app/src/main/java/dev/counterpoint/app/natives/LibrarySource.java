package dev.counterpoint.app.natives;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A jar of the class path that libraries are taken from.
 *
 * @param jar its file name, {@code *} for the version
 * @param folder in the jar, with a slash at the end
 * @param libraries names of the files that are needed, of many in the jar
 */
record LibrarySource(String jar, String folder, List<String> libraries) {

  /** What the CUDA build of PyTorch 2.7.1 needs beside the system's own C and C++ libraries. */
  static final List<LibrarySource> CUDA =
      List.of(
          new LibrarySource(
              "openblas-*-linux-x86_64.jar",
              "org/bytedeco/openblas/linux-x86_64/",
              List.of("libquadmath.so.0", "libgfortran.so.5", "libopenblas.so.0")),
          new LibrarySource(
              "pytorch-*-linux-x86_64-gpu.jar",
              "org/bytedeco/pytorch/linux-x86_64-gpu/",
              List.of(
                  "libgomp.so.1",
                  "libc10.so",
                  "libc10_cuda.so",
                  "libtorch.so",
                  "libtorch_cpu.so",
                  "libtorch_cuda.so",
                  "libtorch_cuda_linalg.so")),
          new LibrarySource(
              "cuda-redist-*-linux-x86_64.jar",
              "org/bytedeco/cuda/linux-x86_64/",
              List.of(
                  "libcudart.so.12",
                  "libcufft.so.11",
                  "libcurand.so.10",
                  "libnvJitLink.so.12",
                  "libnvrtc.so.12",
                  "libnvrtc-builtins.so.12.9",
                  "libcupti.so.12",
                  "libcufile.so.0")),
          new LibrarySource(
              "cuda-*-linux-x86_64-redist.jar",
              "org/bytedeco/cuda/linux-x86_64/",
              List.of(
                  "libcublas.so.12",
                  "libcublasLt.so.12",
                  "libcusparse.so.12",
                  "libcusolver.so.11",
                  "libcudnn.so.9",
                  "libcudnn_adv.so.9",
                  "libcudnn_cnn.so.9",
                  "libcudnn_engines_precompiled.so.9",
                  "libcudnn_engines_runtime_compiled.so.9",
                  "libcudnn_graph.so.9",
                  "libcudnn_heuristic.so.9",
                  "libcudnn_ops.so.9")),
          new LibrarySource(
              "pytorch-jni-*.jar", "jnilib/linux-x86_64/cu128/", List.of("libdjl_torch.so")));

  /** Copies the list. */
  LibrarySource {
    libraries = List.copyOf(libraries);
  }

  /** The jar in a class path, whether or not there is such a file. */
  Optional<Path> in(String classPath) {
    // The version begins with a digit, so that cuda-*-redist is not cuda-redist-*.
    String[] parts = jar.split(Pattern.quote("*"));
    Pattern name = Pattern.compile(Pattern.quote(parts[0]) + "\\d.*" + Pattern.quote(parts[1]));
    return Stream.of(classPath.split(Pattern.quote(File.pathSeparator)))
        .filter(text -> !text.isBlank())
        .map(Path::of)
        .filter(path -> name.matcher(String.valueOf(path.getFileName())).matches())
        .findFirst();
  }
}
