package dev.counterpoint.app.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.counterpoint.app.file.AtomicFile;
import dev.counterpoint.app.file.FileNotReadException;
import dev.counterpoint.app.file.FileNotWrittenException;
import dev.counterpoint.app.run.RunManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a simulation left in a directory: its numbers in {@link #NAME}, how it was run in {@code
 * run.json}.
 *
 * @param manifest how it was run
 * @param result its numbers; {@code settings} says of what
 */
public record Simulated(RunManifest manifest, JsonNode result) {

  /** The file of the numbers. */
  public static final String NAME = "simulation.json";

  private static final String MANIFEST = "run.json";
  private static final String SETTINGS = "settings";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * All that numbers depend on, as text.
   *
   * @param name of the simulation
   * @param settings of its own
   */
  public static String key(String name, String settings, long seed) {
    return "%s, %s, seed %d".formatted(name, settings, seed);
  }

  /**
   * Writes both files, the numbers last.
   *
   * @param settings all that the numbers depend on, as text
   */
  public static void write(Path directory, String settings, RunManifest manifest, JsonNode runs) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new FileNotWrittenException(directory, e);
    }
    ObjectNode all = JSON.createObjectNode();
    all.put(SETTINGS, settings);
    all.set("runs", runs);
    manifest.write(directory.resolve(MANIFEST));
    try {
      AtomicFile.write(
          directory.resolve(NAME), JSON.writeValueAsString(all).getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a directory holds the numbers of these settings. */
  public static boolean isThere(Path directory, String settings) {
    Path file = directory.resolve(NAME);
    if (!Files.exists(file)) {
      return false;
    }
    try {
      return read(directory).result.path(SETTINGS).asText().equals(settings);
    } catch (FileNotReadException e) {
      return false;
    }
  }

  /**
   * Reads both files.
   *
   * @throws FileNotReadException if one is not there or not in order
   */
  public static Simulated read(Path directory) {
    Path file = directory.resolve(NAME);
    try {
      return new Simulated(
          RunManifest.read(directory.resolve(MANIFEST)), JSON.readTree(Files.readString(file)));
    } catch (IOException e) {
      throw new FileNotReadException(file, e);
    }
  }

  /** The numbers. */
  public JsonNode runs() {
    return result.path("runs");
  }
}
