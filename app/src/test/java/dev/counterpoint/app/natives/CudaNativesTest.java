package dev.counterpoint.app.natives;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.counterpoint.app.ChildProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;

/**
 * The real CUDA libraries of Maven, on a machine with or without a GPU: unpacked by two processes
 * at once, found again, repaired, and trained and exported with. Takes some minutes, 3 GB of
 * downloads the first time and 4 GB in {@code target} while it runs; skipped without the profile.
 *
 * <p>{@code mvn -Pcuda verify -Dgroups=cuda-natives}
 */
@Tag("cuda-natives")
@DisabledIf(value = "builtWithout", disabledReason = "built without -Pcuda")
class CudaNativesTest {

  private static final long LONGEST_MINUTES = 10;
  private static final int TWO = 2;

  private final Path folder = Path.of("app", "target", "cuda-natives-test").toAbsolutePath();

  static boolean builtWithout() {
    return LibrarySource.CUDA.stream()
        .anyMatch(source -> source.in(ChildProcess.classPath()).isEmpty());
  }

  @BeforeEach
  @AfterEach
  void removed() throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Test
  void theyAreUnpackedOnceAndTrainAndExport() throws Exception {
    Doctor first = new Doctor("first");
    Doctor second = new Doctor("second");
    List<Doctor> both = List.of(first.ended(), second.ended());
    both.forEach(CudaNativesTest::assertWorks);
    assertThat(both.stream().filter(one -> one.said.contains("Unpacking 31 CUDA")).count()).isOne();
    assertThat(both.stream().filter(one -> one.said.contains("waiting")).count()).isLessThan(TWO);

    Doctor warm = new Doctor("warm").ended();
    assertWorks(warm);
    assertThat(warm.said).doesNotContain("Unpacking", "waiting");
    assertThat(warm.found("Natives/libraries")).startsWith("all there");
    assertThat(warm.found("Natives/fit of DJL's JNI library"))
        .isEqualTo("cu128, every function that it calls is there");
    assertThat(cache().resolve("natives")).isDirectoryContaining("glob:**/cuda-*");

    Path natives = Path.of(warm.found("Natives/folder"));
    try (RandomAccessFile library =
        new RandomAccessFile(natives.resolve("libcudnn.so.9").toFile(), "rw")) {
      library.setLength(library.length() / TWO);
    }
    Doctor repaired = new Doctor("repaired").ended();
    assertWorks(repaired);
    assertThat(repaired.found("Natives/libraries")).startsWith("libcudnn.so.9: expected");
    assertThat(repaired.said).contains("Unpacking 31 CUDA");
    assertThat(new Doctor("again").ended().said).doesNotContain("Unpacking");
  }

  private static void assertWorks(Doctor doctor) {
    assertThat(doctor.code).as(doctor.said).isZero();
    assertThat(doctor.tree.get("trainingWorks").asBoolean()).isTrue();
    assertThat(doctor.found("Natives/chosen")).startsWith("for CUDA, from Maven");
    assertThat(doctor.found("Engine/natives")).contains(doctor.found("Natives/folder"));
    assertThat(doctor.found("Self-test/export to ONNX")).contains("opset");
    if (doctor.found("GPU/driver").startsWith("none")) {
      assertThat(doctor.found("GPU/CUDA natives")).contains("without a driver");
      assertThat(doctor.found("GPU/GPUs that DJL sees")).isEqualTo("0");
      assertThat(doctor.found("Self-test/10 steps on cpu")).contains("loss");
    }
  }

  private Path cache() {
    return folder.resolve("cache");
  }

  /** A process of {@code doctor --json} with the CUDA libraries and empty caches. */
  private final class Doctor {

    private final String name;
    private final Path out;
    private final Path err;
    private final long begin = System.nanoTime();
    private final Process process;
    private int code;
    private String said;
    private JsonNode tree;

    Doctor(String name) throws IOException {
      this.name = name;
      Files.createDirectories(folder);
      out = folder.resolve(name + ".json");
      err = folder.resolve(name + ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx1g",
                  "-cp",
                  ChildProcess.classPath(),
                  "dev.counterpoint.app.Counterpoint",
                  "doctor",
                  "--json",
                  "--rendered",
                  "--threads",
                  "1")
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      var variables = builder.environment();
      variables.keySet().removeIf(variable -> variable.startsWith("PYTORCH_"));
      variables.remove("LD_LIBRARY_PATH");
      variables.put("COUNTERPOINT_NATIVES", "cuda");
      variables.put("COUNTERPOINT_CACHE", cache().toString());
      variables.put("DJL_CACHE_DIR", folder.resolve("djl").toString());
      variables.put("DJL_OFFLINE", "true");
      process = builder.start();
    }

    Doctor ended() throws Exception {
      try {
        assertThat(process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).as(name).isTrue();
      } finally {
        process.destroyForcibly();
      }
      code = process.exitValue();
      said = Files.readString(err);
      tree = new ObjectMapper().readTree(out.toFile());
      System.out.printf(Locale.ROOT, "%s: %.1f s%n", name, (System.nanoTime() - begin) / 1e9);
      System.out.println(tree == null ? said : tree.path("Self-test").toPrettyString());
      return this;
    }

    String found(String path) {
      return tree.at("/" + path + "/value").asText();
    }
  }
}
