package dev.counterpoint.app.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.counterpoint.app.file.AtomicFile;
import dev.counterpoint.app.file.FileNotReadException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * What a run depends on and how it ended; written as {@code run.json}.
 *
 * @param seed of all randomness
 * @param digits name of the data set
 * @param origin where it came from
 * @param sha256 of each data file
 * @param device where it is computed
 * @param threads of one operation; another number gives other roundings
 * @param versions of what it depends on
 * @param started when it began, UTC
 * @param ending {@code running}, {@code interrupted} or {@code complete}
 * @param seconds of training, the last stretch only where it was resumed
 */
public record RunManifest(
    long seed,
    String digits,
    String origin,
    Map<String, String> sha256,
    String device,
    int threads,
    Map<String, String> versions,
    String started,
    String ending,
    double seconds) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** The time of day for {@link #started}. */
  public static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The same run, ended. */
  public RunManifest ended(String how, double trainingSeconds) {
    return new RunManifest(
        seed, digits, origin, sha256, device, threads, versions, started, how, trainingSeconds);
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
