package dev.counterpoint.app.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.counterpoint.app.device.GpuMath;
import dev.counterpoint.app.file.AtomicFile;
import dev.counterpoint.app.file.FileNotReadException;
import dev.counterpoint.datasets.digits.DigitSets;
import dev.counterpoint.datasets.digits.FoundDigits;
import dev.counterpoint.datasets.download.MnistFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run depends on and how it ended; written as {@code run.json}.
 *
 * @param seed of all randomness
 * @param digits name of the data set
 * @param origin where it came from
 * @param sha256 of each data file
 * @param device where it is computed
 * @param threads of one operation; another number gives other roundings
 * @param gpu how a GPU computes, see {@link GpuMath#used}; empty, and not written, on a CPU
 * @param versions of what it depends on
 * @param started when it began, UTC
 * @param ending {@code running}, {@code complete}, {@code interrupted}, {@code diverged} or {@code
 *     failed}
 * @param seconds of training, the last stretch only where it was resumed
 */
public record RunManifest(
    long seed,
    String digits,
    String origin,
    Map<String, String> sha256,
    String device,
    int threads,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> gpu,
    Map<String, String> versions,
    String started,
    String ending,
    double seconds) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Of manifests that know nothing of GPUs, there is nothing to say. */
  public RunManifest {
    gpu = gpu == null ? Map.of() : gpu;
  }

  /** A run on digits that begins now. */
  public static RunManifest begin(long seed, FoundDigits found, String device, int threads) {
    return begin(
        seed,
        found.digits().name(),
        found.origin().name().toLowerCase(Locale.ROOT),
        found.digits().sha256ByFile(),
        device,
        threads);
  }

  /**
   * A run that begins now.
   *
   * @param data name of the data set
   * @param origin where it came from
   * @param sha256 of its parts by name
   */
  public static RunManifest begin(
      long seed,
      String data,
      String origin,
      Map<String, String> sha256,
      String device,
      int threads) {
    return new RunManifest(
        seed,
        data,
        origin,
        sha256,
        device,
        threads,
        device.equals("cpu") ? Map.of() : GpuMath.used(),
        Versions.all(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        "running",
        0);
  }

  /** The same run, ended. */
  public RunManifest ended(String how, double trainingSeconds) {
    return new RunManifest(
        seed,
        digits,
        origin,
        sha256,
        device,
        threads,
        gpu,
        versions,
        started,
        how,
        trainingSeconds);
  }

  /**
   * Checks that digits are those of the run: the same bytes, or both MNIST, packed or unpacked.
   *
   * @throws OtherDigitsException if they are not; it names what differs
   */
  public void requireSame(DigitSets found) {
    boolean same =
        sha256.isEmpty() || found.sha256ByFile().isEmpty()
            ? sha256.isEmpty() && found.sha256ByFile().isEmpty() && digits.equals(found.name())
            : Set.copyOf(sha256.values()).equals(Set.copyOf(found.sha256ByFile().values()))
                || MnistFiles.areMnist(sha256) && MnistFiles.areMnist(found.sha256ByFile());
    if (!same) {
      throw new OtherDigitsException(
          "the run was trained on %s (SHA-256 %s), found %s (%s)"
              .formatted(digits, brief(sha256), found.name(), brief(found.sha256ByFile())),
          "Name the folder of the same digits with --digits DIR or --data DIR.");
    }
  }

  /**
   * Checks that captioned pictures are those of the run.
   *
   * @param fingerprints of their sources by name
   * @throws OtherDataException if they are not
   */
  public void requireSame(String name, Map<String, String> fingerprints) {
    if (!sha256.equals(fingerprints)) {
      throw new OtherDataException(
          "the run was trained on %s (%s), found %s (%s): pictures, captions or their"
              + " parts have changed".formatted(digits, brief(sha256), name, brief(fingerprints)),
          "Put them back as they were, or train anew.");
    }
  }

  /** The beginning of each sum, training images first. */
  private static String brief(Map<String, String> sums) {
    return sums.isEmpty()
        ? "drawn by the program"
        : sums.values().stream()
            .map(sum -> sum.substring(0, Math.min(8, sum.length())))
            .collect(Collectors.joining(" "));
  }

  /** Writes the file. */
  public void write(Path file) {
    try {
      AtomicFile.write(file, JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads the file.
   *
   * @throws FileNotReadException if it is not there or is not a manifest
   */
  public static RunManifest read(Path file) {
    try {
      ObjectNode tree = (ObjectNode) JSON.readTree(Files.readString(file));
      return JSON.treeToValue(tree, RunManifest.class);
    } catch (IOException | ClassCastException e) {
      throw new FileNotReadException(
          file, e instanceof IOException io ? io : new IOException("not a manifest", e));
    }
  }
}
