package dev.counterpoint.app.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.counterpoint.app.file.FileNotReadException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * {@code parity.json} of a bundle.
 *
 * @param versions of the programs that were compared
 * @param graphs one record each
 */
public record ParityFile(Map<String, String> versions, List<GraphParity> graphs) {

  /** Name of the file. */
  public static final String NAME = "parity.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Copies the collections. */
  public ParityFile {
    versions = Map.copyOf(versions);
    graphs = List.copyOf(graphs);
  }

  byte[] toJson() {
    try {
      return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads the record of a bundle.
   *
   * @param bundle the folder
   * @throws FileNotReadException if it is not there or is not such a file
   */
  public static ParityFile read(Path bundle) {
    Path file = bundle.resolve(NAME);
    try {
      return JSON.readValue(Files.readString(file), ParityFile.class);
    } catch (IOException e) {
      throw new FileNotReadException(file, e);
    }
  }
}
