package dev.counterpoint.app.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.counterpoint.app.training.Interrupt;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/** A process of this program that does one job after the other, as {@link JobLoop}. */
final class JobProcess {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Share of the work that training is, measuring is the rest; only the progress bar asks. */
  private static final double TRAINING_SHARE = 0.85;

  /** Far more than a process without a job needs to end. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Process process;
  private final Writer orders;
  private final BufferedReader events;
  private final JobLogs logs;
  private JobOrder current;

  /** Starts the process; it waits for its first job. */
  JobProcess() throws IOException {
    process = new ProcessBuilder(command()).start();
    orders = process.outputWriter(StandardCharsets.UTF_8);
    events = process.inputReader(StandardCharsets.UTF_8);
    logs = new JobLogs(process.errorReader(StandardCharsets.UTF_8));
  }

  /** Whether it can take a job. */
  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Does a job to its end.
   *
   * @param interrupt asks the process to save and stop; it ends then
   * @param progress told the share of the work that is done, in [0, 1]
   * @param warning told what the job warns of
   * @return its exit code, that of the process if it has ended
   */
  int run(JobOrder order, Interrupt interrupt, DoubleConsumer progress, Consumer<String> warning)
      throws InterruptedException {
    logs.begin(order.log());
    begin(order);
    interrupt.onRequest(() -> stop(order));
    if (interrupt.requested()) {
      stop(order);
    }
    OptionalInt code = OptionalInt.empty();
    try {
      orders.write(JSON.writeValueAsString(order.arguments()) + "\n");
      orders.flush();
      code = follow(progress, warning);
    } catch (IOException e) {
      // The process has ended, and what it said of that is in the log.
    }
    end();
    logs.awaitEnd();
    return code.isPresent() ? code.getAsInt() : process.waitFor();
  }

  /** Empty if the process ends before the job. */
  private OptionalInt follow(DoubleConsumer progress, Consumer<String> warning) throws IOException {
    for (String line = events.readLine(); line != null; line = events.readLine()) {
      JsonNode event = event(line);
      if (event.path("event").asText().equals(JobLoop.FINISHED)) {
        return OptionalInt.of(event.path("code").asInt());
      }
      tell(event, progress, warning);
    }
    return OptionalInt.empty();
  }

  /** Nothing in it where the line is none of ours: a job may print what it likes. */
  private static JsonNode event(String line) {
    try {
      return line.startsWith("{") ? JSON.readTree(line) : MissingNode.getInstance();
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static void tell(JsonNode event, DoubleConsumer progress, Consumer<String> warning) {
    switch (event.path("event").asText()) {
      case "step" ->
          progress.accept(
              TRAINING_SHARE * event.path("done").asDouble() / event.path("total").asDouble());
      case "warning" -> warning.accept(event.path("text").asText());
      case "evaluated" -> progress.accept(1);
      default -> {
        // Other events say what the others imply.
      }
    }
  }

  private synchronized void begin(JobOrder order) {
    current = order;
  }

  private synchronized void end() {
    current = null;
  }

  /**
   * A gentle signal while the job lasts: the process saves before it ends. {@code Process.destroy}
   * would close its streams. Who asks later means a job that is over, not the one that is done now.
   */
  private synchronized void stop(JobOrder order) {
    if (order == current) {
      process.toHandle().destroy();
    }
  }

  /** Lets it end, for it has nothing more to do, and waits for that. */
  void close() {
    try {
      orders.close();
    } catch (IOException e) {
      // It has ended already.
    }
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx700m", "-XX:+UseSerialGC", "-Djava.awt.headless=true"));
    // The heap is a small part of what a training takes; without these it grows to its bound.
    command.addAll(List.of("-Xmn32m", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=30"));
    System.getProperties().stringPropertyNames().stream()
        .filter(property -> property.startsWith("ai.djl."))
        .sorted()
        .forEach(property -> command.add("-D" + property + "=" + System.getProperty(property)));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "dev.counterpoint.app.Counterpoint"));
    command.add(JobLoop.COMMAND);
    return command;
  }
}
