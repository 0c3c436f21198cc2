package dev.counterpoint.app.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.counterpoint.app.file.AtomicFile;
import dev.counterpoint.app.file.FileNotReadException;
import dev.counterpoint.app.file.FileNotWrittenException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Metrics as JSON lines: {@code {"step", "epoch", "loss", "learningRate", "samplesPerSecond"}}. The
 * loss (nats) is the mean over the steps since the line before; epochs count from 0. Samples a
 * second are of the time since the line before, waiting for data and writing checkpoints included.
 *
 * <p>Where examples are loaded while the training runs, {@code waitingShare} is the share of that
 * time, in [0, 1], in which the training waited for them: what is far above 0 gains from more
 * loaders, a cache or smaller files. A learner's own numbers follow, such as {@code logitScale}. On
 * a GPU there is {@code deviceMegabytes}, units of 10^6 bytes that all programs use of its memory
 * at the line; what this program has used at most is no more than the largest of them, see {@link
 * dev.counterpoint.app.device.DeviceMemory}.
 */
public final class MetricsLog {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final MetricsListener listener;
  private long lastLineNanos;
  private long lastWaitedNanos;

  /**
   * A log in a file, which need not exist.
   *
   * @param file usually {@code metrics.jsonl} of a run directory
   */
  public MetricsLog(Path file) {
    this(file, MetricsListener.NONE);
  }

  /**
   * A log in a file, which need not exist, that tells of its lines.
   *
   * @param file usually {@code metrics.jsonl} of a run directory
   * @param listener told of each line after it is written
   */
  public MetricsLog(Path file, MetricsListener listener) {
    this.file = file;
    this.listener = listener;
  }

  /**
   * Takes away the lines after a step, which a resumed run will write again, and a cut-off line.
   *
   * @throws FileNotWrittenException if the disk does not let it; the file is then as it was
   */
  void startAt(long step) {
    lastLineNanos = System.nanoTime();
    lastWaitedNanos = 0;
    List<String> kept = new ArrayList<>();
    for (JsonNode line : read()) {
      if (line.path("step").asLong() <= step) {
        kept.add(line + "\n");
      }
    }
    AtomicFile.write(file, String.join("", kept).getBytes(StandardCharsets.UTF_8));
    listener.startAt(step);
  }

  /**
   * Writes a line.
   *
   * @param samples since the line before
   * @param waitedNanos for data since {@link #startAt}, if they are loaded
   * @param more the learner's own numbers
   */
  void line(
      long step,
      long epoch,
      double loss,
      double learningRate,
      long samples,
      OptionalLong waitedNanos,
      Map<String, Double> more) {
    long now = System.nanoTime();
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss", loss);
    values.put("learningRate", learningRate);
    values.put("samplesPerSecond", Math.rint(samples / ((now - lastLineNanos) / 1e9)));
    waitedNanos.ifPresent(
        waited -> {
          double share = (waited - lastWaitedNanos) / (double) Math.max(1, now - lastLineNanos);
          values.put("waitingShare", Math.rint(1e3 * Math.min(1, share)) / 1e3);
          lastWaitedNanos = waited;
        });
    values.putAll(more);
    lastLineNanos = now;
    ObjectNode line = JSON.createObjectNode();
    line.put("step", step);
    line.put("epoch", epoch);
    values.forEach(line::put);
    try {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new FileNotWrittenException(file, e);
    }
    listener.line(step, epoch, values);
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
      throw new FileNotReadException(file, e);
    }
    return lines;
  }
}
