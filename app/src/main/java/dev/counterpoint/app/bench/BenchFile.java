package dev.counterpoint.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.counterpoint.app.bench.protocol.Unit;
import dev.counterpoint.app.file.AtomicFile;
import dev.counterpoint.app.file.FileNotReadException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Results of a benchmark as JSON lines. */
public final class BenchFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private BenchFile() {}

  /** Writes the file, beside and moved into place. */
  public static void write(Path file, List<BenchResult> results) {
    String lines =
        results.stream().map(result -> result.toJson() + "\n").collect(Collectors.joining());
    AtomicFile.write(file, lines.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads the file.
   *
   * @throws FileNotReadException if it cannot be read or a line is no result
   */
  public static List<BenchResult> read(Path file) {
    List<BenchResult> results = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        JsonNode fields = JSON.readTree(line);
        results.add(
            new BenchResult(
                fields.required("id").asText(),
                number(fields, "ours"),
                number(fields, "peer"),
                Unit.of(fields.required("unit").asText()).label(),
                number(fields, "ratio"),
                number(fields, "low"),
                number(fields, "high"),
                bar(fields)));
      }
    } catch (IOException e) {
      throw new FileNotReadException(file, e);
    } catch (IllegalArgumentException e) {
      throw new FileNotReadException(file, new IOException(e.getMessage(), e));
    }
    return results;
  }

  /** Results of earlier versions have none, and were plain comparisons. */
  private static double bar(JsonNode fields) {
    if (fields.has("bar")) {
      return number(fields, "bar");
    }
    return fields.required("ratio").isNull() ? Double.NaN : BenchResult.EVEN;
  }

  private static double number(JsonNode fields, String name) {
    JsonNode value = fields.required(name);
    return value.isNull() ? Double.NaN : value.asDouble();
  }
}
