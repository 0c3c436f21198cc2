package dev.counterpoint.app.reproduce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.counterpoint.app.file.AtomicFile;
import dev.counterpoint.app.file.FileNotReadException;
import dev.counterpoint.app.run.OtherDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What an experiment's directory was begun with, so that it can be gone on with: written as {@code
 * experiment.json}.
 *
 * @param experiment its name
 * @param size how much of it
 * @param seeds of the main comparison
 * @param seconds that it has taken so far; of one experiment, those in which it had a slot
 * @param data names of what its jobs read; null where that is not known yet
 */
public record Plan(String experiment, Size size, List<Long> seeds, double seconds, String data) {

  /** Its file in the experiment's directory. */
  public static final String NAME = "experiment.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Copies the list. */
  public Plan {
    seeds = List.copyOf(seeds);
  }

  /** One that has not begun. */
  public Plan(String experiment, Size size, List<Long> seeds) {
    this(experiment, size, seeds, 0, null);
  }

  /** The same after more work. */
  public Plan after(double more) {
    return new Plan(experiment, size, seeds, seconds + more, data);
  }

  /**
   * The same with the names of its data.
   *
   * @throws OtherDataException if it was begun with others, which would be told of what was
   *     computed from those
   */
  public Plan on(String names) {
    if (data != null && !data.equals(names)) {
      throw new OtherDataException(
          "the experiment was begun on %s, found %s".formatted(data, names),
          "Name the same folder with --data DIR or COUNTERPOINT_DATA, or begin anew.");
    }
    return new Plan(experiment, size, seeds, seconds, names);
  }

  /** Writes the file into a directory. */
  public void write(Path directory) {
    try {
      AtomicFile.write(
          directory.resolve(NAME), JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads the file of a directory.
   *
   * @throws FileNotReadException if it is not there or is not a plan
   */
  public static Plan read(Path directory) {
    Path file = directory.resolve(NAME);
    try {
      return JSON.readValue(Files.readString(file), Plan.class);
    } catch (IOException e) {
      throw new FileNotReadException(file, e);
    }
  }
}
