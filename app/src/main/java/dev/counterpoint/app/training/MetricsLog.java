package dev.counterpoint.app.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Metrics as JSON lines: {@code {"step", "epoch", "loss", "learningRate", "samplesPerSecond"}}. The
 * loss (nats) is the mean over the steps since the line before; epochs count from 0.
 */
public final class MetricsLog {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private long lastLineNanos;

  /**
   * A log in a file, which need not exist.
   *
   * @param file usually {@code metrics.jsonl} of a run directory
   */
  public MetricsLog(Path file) {
    this.file = file;
  }

  /**
   * Takes away the lines after a step, which a resumed run will write again, and a cut-off line.
   */
  void startAt(long step) {
    lastLineNanos = System.nanoTime();
    try {
      List<String> kept = new ArrayList<>();
      for (JsonNode line : read()) {
        if (line.path("step").asLong() <= step) {
          kept.add(line.toString());
        }
      }
      Files.write(file, kept);
    } catch (IOException e) {
      throw new UncheckedIOException("metrics " + file, e);
    }
  }

  void line(long step, long epoch, double loss, double learningRate, long samples) {
    long now = System.nanoTime();
    ObjectNode line = JSON.createObjectNode();
    line.put("step", step);
    line.put("epoch", epoch);
    line.put("loss", loss);
    line.put("learningRate", learningRate);
    line.put("samplesPerSecond", Math.rint(samples / ((now - lastLineNanos) / 1e9)));
    lastLineNanos = now;
    try {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("metrics " + file, e);
    }
  }

  /** The lines written so far; a last line that was cut off is left out. */
  public List<JsonNode> read() {
    List<JsonNode> lines = new ArrayList<>();
    if (!Files.exists(file)) {
      return lines;
    }
    try {
      for (String line : Files.readAllLines(file)) {
        try {
          lines.add(JSON.readTree(line));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
          break;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("metrics " + file, e);
    }
    return lines;
  }
}
