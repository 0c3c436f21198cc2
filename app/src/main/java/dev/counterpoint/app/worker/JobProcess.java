package dev.counterpoint.app.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.counterpoint.app.training.Interrupt;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process of this program that does one job and tells how far it is. */
public final class JobProcess {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Share of the work that training is, measuring is the rest; only the progress bar asks. */
  private static final double TRAINING_SHARE = 0.85;

  private static final int LAST_LINES = 20;

  /**
   * What the JVM's optimising compiler may do. Jobs keep all cores busy, so that a compiler beside
   * them takes its time from them: a fifth of a comparison of two fusions on small data.
   */
  public enum Compiler {
    /** Loops over numbers reach it at once, the rest late or never. */
    LOOPS(
        "-XX:Tier4InvocationThreshold=100000",
        "-XX:Tier4MinInvocationThreshold=20000",
        "-XX:Tier4CompileThreshold=300000",
        "-XX:Tier4BackEdgeThreshold=1000000"),
    /**
     * Nothing: for many small operations of PyTorch and hardly any loop of our own. All methods
     * that train fusions take 31 instead of 35 s of processor time so on a mixture, but 166 instead
     * of 161 s on audio-visual digits.
     */
    NONE("-XX:TieredStopAtLevel=1");

    private final List<String> options;

    Compiler(String... options) {
      this.options = List.of(options);
    }
  }

  private final String name;
  private final List<String> arguments;
  private final Compiler compiler;
  private final Path log;

  /**
   * A process that is not started.
   *
   * @param name for messages
   * @param arguments of this program
   * @param compiler what suits its work
   * @param log takes what it says on its standard error
   */
  public JobProcess(String name, List<String> arguments, Compiler compiler, Path log) {
    this.name = name;
    this.arguments = List.copyOf(arguments);
    this.compiler = compiler;
    this.log = log;
  }

  /**
   * Runs to the end.
   *
   * @param interrupt asks the process to save and stop
   * @param progress told the share of the work that is done, in [0, 1]
   * @param warning told what the process warns of
   * @return its exit code
   */
  public int run(Interrupt interrupt, DoubleConsumer progress, Consumer<String> warning) {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      ProcessBuilder builder = new ProcessBuilder(command());
      builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
      Process process = builder.start();
      // A gentle signal: the process saves before it ends. Process.destroy would close its streams.
      interrupt.onRequest(process.toHandle()::destroy);
      if (interrupt.requested()) {
        process.toHandle().destroy();
      }
      try (BufferedReader events = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = events.readLine(); line != null; line = events.readLine()) {
          if (line.startsWith("{")) {
            event(JSON.readTree(line), progress, warning);
          }
        }
      }
      return process.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("process of " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  private static void event(JsonNode event, DoubleConsumer progress, Consumer<String> warning) {
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

  /** The end of what the process said on its standard error. */
  public String lastWords() {
    if (!Files.exists(log)) {
      return "";
    }
    try (Stream<String> lines = Files.lines(log)) {
      List<String> all = lines.collect(Collectors.toCollection(ArrayList::new));
      return String.join("\n", all.subList(Math.max(0, all.size() - LAST_LINES), all.size()));
    } catch (IOException | UncheckedIOException e) {
      return "See " + log;
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx700m", "-XX:+UseSerialGC", "-Djava.awt.headless=true"));
    // The heap is a small part of what a training takes; without these it grows to its bound.
    command.addAll(List.of("-Xmn32m", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=30"));
    command.addAll(compiler.options);
    System.getProperties().stringPropertyNames().stream()
        .filter(property -> property.startsWith("ai.djl."))
        .sorted()
        .forEach(property -> command.add("-D" + property + "=" + System.getProperty(property)));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "dev.counterpoint.app.Counterpoint"));
    command.addAll(arguments);
    return command;
  }
}
