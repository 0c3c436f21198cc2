package dev.counterpoint.app.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.counterpoint.app.file.AtomicFile;
import dev.counterpoint.app.file.FileNotReadException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Evaluations as JSON files, {@code evaluation.json}. */
public final class EvaluationFile {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private EvaluationFile() {}

  /** Writes the file, beside and moved into place. */
  public static void write(Path file, RunEvaluation evaluation) {
    try {
      AtomicFile.write(file, JSON.writeValueAsString(evaluation).getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads the file.
   *
   * @throws FileNotReadException if it is not there or is not an evaluation
   */
  public static RunEvaluation read(Path file) {
    try {
      return JSON.readValue(Files.readString(file), RunEvaluation.class);
    } catch (IOException e) {
      throw new FileNotReadException(file, e);
    }
  }
}
