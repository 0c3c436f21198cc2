package dev.counterpoint.app.experiment.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.counterpoint.app.experiment.ExperimentResults;
import dev.counterpoint.app.file.AtomicFile;
import dev.counterpoint.app.file.FileNotReadException;
import dev.counterpoint.app.file.FileNotWrittenException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads and writes {@code results.json}. A number that is not finite is written as null and read
 * back as NaN.
 */
public final class ResultsFile {

  /** Its name in a run's directory. */
  public static final String NAME = "results.json";

  private ResultsFile() {}

  /**
   * Writes the results, whole or not at all.
   *
   * @throws FileNotWrittenException if the file cannot be written; an older one is then unchanged
   */
  public static void write(Path file, ExperimentResults results) {
    AtomicFile.write(file, toJson(results).getBytes(StandardCharsets.UTF_8));
  }

  /** The text of the file. */
  public static String toJson(ExperimentResults results) {
    try {
      return mapper().writeValueAsString(ResultsJson.tree(results)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always writable", e);
    }
  }

  /**
   * Reads results back.
   *
   * @throws FileNotReadException if the file is missing or not readable
   * @throws ResultsFileException if it is not JSON, or lacks a field
   */
  public static ExperimentResults read(Path file) {
    byte[] json;
    try {
      json = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new FileNotReadException(file, e);
    }
    return parse(file, json);
  }

  /**
   * Reads results that are in memory.
   *
   * @param name what errors call it
   * @throws ResultsFileException if it is not JSON, or lacks a field
   */
  public static ExperimentResults parse(Path name, byte[] json) {
    try {
      return ResultsJson.results(mapper().readTree(json));
    } catch (JsonProcessingException e) {
      String where = "line " + (e.getLocation() == null ? "?" : e.getLocation().getLineNr());
      throw new ResultsFileException(name, where + ": not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new FileNotReadException(name, e);
    } catch (IllegalArgumentException e) {
      throw new ResultsFileException(name, e.getMessage(), e);
    }
  }

  private static JsonMapper mapper() {
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }
}
