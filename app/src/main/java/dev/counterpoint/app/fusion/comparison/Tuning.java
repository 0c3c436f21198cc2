package dev.counterpoint.app.fusion.comparison;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.counterpoint.app.file.AtomicFile;
import dev.counterpoint.app.file.FileNotReadException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What was chosen for each method on validation examples, and from what: each method had the same
 * number of candidates.
 *
 * @param recipe that was tuned
 * @param settings changes to it
 * @param seeds whose validation examples were chosen by; none of them is a seed of results
 * @param methods each with its candidates
 */
public record Tuning(String recipe, List<String> settings, List<Long> seeds, List<Tuned> methods) {

  /** Its file in a directory. */
  public static final String NAME = "tuning.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Copies the lists. */
  public Tuning {
    settings = List.copyOf(settings);
    seeds = List.copyOf(seeds);
    methods = List.copyOf(methods);
  }

  /**
   * A method with its candidates.
   *
   * @param row as in {@link MethodRow}
   * @param candidates in the order in which they were tried
   * @param chosen index of the one that validated best; of equal ones, the first
   */
  public record Tuned(String row, List<Candidate> candidates, int chosen) {

    /** Copies the list. */
    public Tuned {
      candidates = List.copyOf(candidates);
    }
  }

  /**
   * A candidate.
   *
   * @param settings {@code key=value}
   * @param validation accuracy in [0, 1], mean over the seeds
   */
  public record Candidate(List<String> settings, double validation) {

    /** Copies the list. */
    public Candidate {
      settings = List.copyOf(settings);
    }
  }

  /** What every method has where nothing was tuned. */
  public static Tuning none() {
    return new Tuning("", List.of(), List.of(), List.of());
  }

  /** The tuning of a recipe that comes with the program, or none. */
  public static Tuning builtIn(String recipe) {
    String resource = "/tuning/" + recipe + ".json";
    try (InputStream in = Tuning.class.getResourceAsStream(resource)) {
      return in == null ? none() : JSON.readValue(in, Tuning.class);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws FileNotReadException if it is not there or is not a tuning
   */
  public static Tuning read(Path file) {
    try {
      return JSON.readValue(Files.readString(file), Tuning.class);
    } catch (IOException e) {
      throw new FileNotReadException(file, e);
    }
  }

  /** Writes a file. */
  public void write(Path file) {
    try {
      AtomicFile.write(
          file, (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What was chosen for a row, {@code key=value}; empty where it was not tuned. */
  public List<String> of(String row) {
    return method(row).map(m -> m.candidates().get(m.chosen()).settings()).orElse(List.of());
  }

  /** A row with its candidates. */
  public Optional<Tuned> method(String row) {
    return methods.stream().filter(m -> m.row().equals(row)).findFirst();
  }
}
